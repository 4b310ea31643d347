// The dialog that makes a program of the workflow.

import { expect, type Locator, type Page } from "@playwright/test";
import { chooseFile } from "../fixtures/desktop-host.ts";
import { escaped, FileDialog } from "./file-dialog.ts";

const CHOOSE_FOLDER = "Choose the folder to export to";

/** Writing, running and comparing takes two seconds; a machine that is busy elsewhere much longer. */
const EXPORT_MS = 60_000;

export class ExportDialog {
  readonly page: Page;
  readonly root: Locator;
  readonly openButton: Locator;
  readonly folder: Locator;
  readonly start: Locator;
  readonly replace: Locator;
  readonly stop: Locator;
  readonly commands: Locator;
  readonly code: Locator;
  readonly files: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole("dialog", { name: /^Export/ });
    this.openButton = page.getByRole("banner").getByRole("button", { name: "Export", exact: true });
    this.folder = this.root.getByRole("textbox", { name: "Folder" });
    this.start = this.root.getByRole("button", { name: "Export", exact: true });
    this.replace = this.root.getByRole("checkbox", { name: "Replace the earlier export" });
    this.stop = this.root.getByRole("button", { name: "Cancel the export" });
    this.commands = this.root.getByLabel("What to type next");
    this.code = this.root.getByRole("region", { name: "pipeline.mjs" });
    this.files = this.root.getByRole("region", { name: "Files" });
  }

  async open(): Promise<void> {
    await this.openButton.click();
    await expect(this.root).toBeVisible();
  }

  target(name: string): Locator {
    return this.root.getByRole("radio", { name: new RegExp(`^${escaped(name)} (For|An|The|Units|A) `) });
  }

  button(name: string): Locator {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** Starts, and waits until the program is in its place. */
  async make(): Promise<void> {
    await expect(this.start).toBeEnabled();
    await this.start.click();
    await this.expectDone();
  }

  async expectDone(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Exported", exact: true })).toBeVisible({
      timeout: EXPORT_MS,
    });
  }

  /** A folder of the home folder, where the dialog begins. */
  async chooseFolder(name: string): Promise<void> {
    await this.root.getByRole("button", { name: CHOOSE_FOLDER }).click();
    if (await chooseFile(this.page, CHOOSE_FOLDER, name)) return;
    const files = new FileDialog(this.page, CHOOSE_FOLDER);
    await files.entry(name).dblclick();
    await files.root.getByRole("button", { name: "Choose this folder" }).click();
  }

  /** By the button at the foot. */
  async close(): Promise<void> {
    await this.root.getByRole("button", { name: "Close" }).last().click();
    await expect(this.root).toHaveCount(0);
  }
}
