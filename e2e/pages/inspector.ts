// The inspector: fields by their labels.

import type { Locator, Page } from "@playwright/test";

export class Inspector {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.getByRole("complementary", { name: "Inspector" });
  }

  field(title: string): Locator {
    return this.root.getByLabel(title, { exact: true });
  }

  /** A field of the form by its label, with all that belongs to it. */
  param(title: string): Locator {
    return this.root.locator(".mr-field").filter({ has: this.root.page().getByText(title, { exact: true }) });
  }

  /** Chooses from a list that opens. */
  async choose(list: Locator, value: string): Promise<void> {
    await list.click();
    await this.root.page().getByRole("option", { name: value, exact: true }).click();
  }

  /** Unfolds or folds a section. */
  async toggle(section: string): Promise<void> {
    await this.root.getByRole("button", { name: new RegExp(`^${section}`) }).click();
  }

  fix(label: string | RegExp): Locator {
    return this.root.getByRole("button", { name: label });
  }
}
