// The model library over the editor.

import { expect, type Locator, type Page } from "@playwright/test";
import { Editor } from "./editor.ts";

export class LibraryDialog {
  readonly page: Page;
  readonly root: Locator;
  readonly search: Locator;
  readonly source: Locator;
  readonly progress: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole("dialog", { name: "Model library" });
    this.search = this.root.getByRole("textbox", { name: "Search models" });
    this.source = this.root.getByRole("textbox", { name: "Package, repository, address or file" });
    this.progress = this.root.getByRole("progressbar");
  }

  async open(): Promise<void> {
    await new Editor(this.page).command("Model library…");
    await expect(this.root).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.root).toHaveCount(0);
  }

  entry(title: string): Locator {
    return this.root.getByRole("listitem").filter({ hasText: title }).first();
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole("button", { name });
  }

  async look(source: string): Promise<void> {
    await this.source.fill(source);
    await this.button("Look").click();
  }
}
