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

  /** Unfolds or folds a section. */
  async toggle(section: string): Promise<void> {
    await this.root.getByRole("button", { name: new RegExp(`^${section}`) }).click();
  }

  fix(label: string | RegExp): Locator {
    return this.root.getByRole("button", { name: label });
  }
}
