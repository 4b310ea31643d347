// The dialog that chooses a file: the editor's own, or the system's where the page is a window of the desktop program.

import type { Locator, Page } from "@playwright/test";
import { chooseFile } from "../fixtures/desktop-host.ts";

export class FileDialog {
  readonly root: Locator;
  readonly #choose: (...names: readonly string[]) => Promise<boolean>;

  constructor(page: Page, title: string) {
    this.#choose = (...names) => chooseFile(page, title, ...names);
    this.root = page.getByRole("dialog", { name: title });
  }

  entry(name: string): Locator {
    return this.root.getByRole("option", { name: new RegExp(`^${escaped(name)}`) });
  }

  /** Walks down from the folder that is shown, then takes the file. */
  async open(...names: readonly string[]): Promise<void> {
    if (await this.#choose(...names)) return;
    for (const name of names) await this.entry(name).dblclick();
  }

  async up(): Promise<void> {
    await this.root.getByRole("button", { name: "One folder up" }).click();
  }

  async saveAs(name: string): Promise<void> {
    if (await this.#choose(`${name}.millrace.json`)) return;
    await this.root.getByLabel("File name").fill(name);
    await this.root.getByRole("button", { name: "Save" }).click();
  }
}

export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
