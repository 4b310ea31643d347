// The editor's own file dialog.

import type { Locator, Page } from "@playwright/test";

export class FileDialog {
  readonly root: Locator;

  constructor(page: Page, title: string) {
    this.root = page.getByRole("dialog", { name: title });
  }

  entry(name: string): Locator {
    return this.root.getByRole("option", { name: new RegExp(`^${escaped(name)}`) });
  }

  /** Walks down from the folder that is shown, then takes the file. */
  async open(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.entry(name).dblclick();
  }

  async up(): Promise<void> {
    await this.root.getByRole("button", { name: "One folder up" }).click();
  }

  async saveAs(name: string): Promise<void> {
    await this.root.getByLabel("File name").fill(name);
    await this.root.getByRole("button", { name: "Save" }).click();
  }
}

export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
