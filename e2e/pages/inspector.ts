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

  /** A field of the form by its label, with all that belongs to it. */
  param(title: string): Locator {
    return this.root.locator(".mr-field").filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** Chooses from a list that opens. */
  async chooseFrom(list: Locator, value: string): Promise<void> {
    await list.click();
    await this.page.getByRole("option", { name: value, exact: true }).click();
  }

  /** Unfolds or folds a section. */
  async toggle(section: string): Promise<void> {
    // What unfolds says whether it is; other buttons may begin with the same word.
    const button = this.root.getByRole("button", { name: new RegExp(`^${section}`) });
    await button.and(this.root.locator("[aria-expanded]")).click();
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole("button", { name, exact: typeof name === "string" });
  }

  textbox(name: string | RegExp): Locator {
    return this.root.getByRole("textbox", { name });
  }

  /** Picks from the list that a field opens. */
  async choose(title: string, value: string): Promise<void> {
    await this.chooseFrom(this.field(title), value);
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
