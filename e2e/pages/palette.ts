// The palette of kinds.

import type { Locator, Page } from "@playwright/test";
import type { Point } from "./canvas.ts";
import { middle } from "./canvas.ts";

export class Palette {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole("complementary", { name: "Palette" });
  }

  item(kind: string): Locator {
    return this.root.getByRole("button", { name: `Add ${kind}`, exact: true });
  }

  async add(kind: string): Promise<void> {
    await this.item(kind).dblclick();
  }

  /** Drags a kind to a place on the screen. */
  async drag(kind: string, to: Point): Promise<void> {
    await this.item(kind).scrollIntoViewIfNeeded();
    const from = await middle(this.item(kind));
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 20, from.y + 20, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 6 });
    // The browser drops only where the page has said that it takes it, which it says a moment later.
    await this.page.evaluate(() => new Promise(requestAnimationFrame));
    await mouse.move(to.x, to.y);
    await mouse.up();
  }
}
