// The lists that are searched by typing: nodes to add, commands, nodes to find.

import type { Locator, Page } from "@playwright/test";

export type PickerName = "Add a node" | "Command palette" | "Find a node" | RegExp;

export class Picker {
  readonly root: Locator;
  readonly field: Locator;
  readonly options: Locator;

  constructor(page: Page, name: PickerName) {
    this.root = page.getByRole("dialog", { name });
    this.field = this.root.getByRole("combobox");
    this.options = this.root.getByRole("option");
  }

  /** Types and takes the first that is offered. */
  async take(query: string): Promise<void> {
    await this.field.fill(query);
    await this.options.first().waitFor();
    await this.field.press("Enter");
  }
}
