// The first screen: ways to begin, recent files, playbooks.

import type { Locator, Page } from "@playwright/test";
import { FileDialog } from "./file-dialog.ts";

export class StartScreen {
  readonly page: Page;
  readonly root: Locator;
  readonly recent: Locator;
  /** Workflows that were never saved; not there while there are none. */
  readonly left: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page
      .getByRole("main")
      .filter({ has: page.getByRole("heading", { name: "Millrace", level: 1 }) });
    this.left = page.getByRole("region", { name: "Not saved" });
    this.recent = page.getByRole("region", { name: "Recent files" });
  }

  async empty(): Promise<void> {
    await this.root.getByRole("button", { name: /^Empty canvas/ }).click();
  }

  async playbooks(): Promise<void> {
    await this.root.getByRole("button", { name: /^Open a playbook/ }).click();
  }

  async openPlaybook(title: string): Promise<void> {
    await this.playbooks();
    await this.root.getByRole("button", { name: `Open a copy: ${title}` }).click();
  }

  async openFile(...names: readonly string[]): Promise<void> {
    await this.root.getByRole("button", { name: /^Open a file/ }).click();
    await new FileDialog(this.page, "Open a workflow").open(...names);
  }
}
