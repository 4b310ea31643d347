// The keyboard alone: where the focus is, and going there.

import { expect, type Locator, type Page } from "@playwright/test";

/** More than the window has stops. */
const MOST_STOPS = 200;

export class Keys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Goes on with Tab until it is there. */
  async tabTo(wanted: Locator): Promise<void> {
    await wanted.waitFor();
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not come to ${wanted.toString()}.`);
  }

  /** Goes on with F6 until the part has the focus. */
  async panelTo(part: Locator): Promise<void> {
    for (let stop = 0; stop < 5; stop++) {
      if (await part.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("F6");
    }
    await expect(part).toBeFocused();
  }
}
