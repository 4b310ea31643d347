// The menu of everything, behind the button at the upper left.

import type { Locator, Page } from "@playwright/test";

export class Menu {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a group and answers its items. */
  async open(group: string): Promise<Locator> {
    await this.page.getByRole("button", { name: "Menu", exact: true }).click();
    await this.page.getByRole("menuitem", { name: group, exact: true }).hover();
    return this.page.getByRole("menuitem");
  }

  async choose(group: string, name: string | RegExp): Promise<void> {
    const items = await this.open(group);
    await items.filter({ hasText: name }).click();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
  }
}
