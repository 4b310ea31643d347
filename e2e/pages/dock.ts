// The data dock.

import type { Locator, Page } from "@playwright/test";

export type DockTab = "Preview" | "Columns" | "Failed rows" | "Log" | "Timeline" | "Issues" | "Model";

export class Dock {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.getByRole("region", { name: "Data", exact: true });
  }

  tab(name: DockTab): Locator {
    return this.root.getByRole("tab", { name: new RegExp(`^${name}`) });
  }

  async show(name: DockTab): Promise<void> {
    await this.tab(name).click();
  }

  header(column: string): Locator {
    return this.root.getByRole("columnheader", { name: new RegExp(`^${column}`) });
  }

  cell(text: string): Locator {
    return this.root.getByRole("gridcell", { name: text, exact: true });
  }
}
