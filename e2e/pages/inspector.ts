// The inspector: fields by their labels.

import type { Locator, Page } from "@playwright/test";

export class Inspector {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole("complementary", { name: "Inspector" });
  }

  field(title: string): Locator {
    return this.root.getByLabel(title, { exact: true });
  }

  /** Unfolds or folds a section. */
  async toggle(section: string): Promise<void> {
    await this.root.getByRole("button", { name: new RegExp(`^${section}`) }).click();
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole("button", { name, exact: typeof name === "string" });
  }

  textbox(name: string | RegExp): Locator {
    return this.root.getByRole("textbox", { name });
  }

  /** Picks from the list that a field opens. */
  async choose(title: string, value: string): Promise<void> {
    await this.field(title).click();
    await this.page.getByRole("option", { name: value, exact: true }).click();
  }

  /** Writes into a field and leaves it. */
  async fill(title: string, text: string): Promise<void> {
    await this.field(title).fill(text);
    await this.field(title).press("Tab");
  }

  fix(label: string | RegExp): Locator {
    return this.root.getByRole("button", { name: label });
  }
}
