// What stands in place of the editor when something cannot be opened.

import type { Locator, Page } from "@playwright/test";

export class Trouble {
  readonly root: Locator;
  readonly heading: Locator;

  constructor(page: Page) {
    this.root = page
      .getByRole("main")
      .filter({ has: page.getByRole("button", { name: "Back to the start" }) });
    this.heading = this.root.getByRole("heading", { level: 1 });
  }

  async back(): Promise<void> {
    await this.root.getByRole("button", { name: "Back to the start" }).click();
  }

  async again(): Promise<void> {
    await this.root.getByRole("button", { name: "Try again" }).click();
  }
}
