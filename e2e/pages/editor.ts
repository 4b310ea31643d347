// The editor of an open workflow: its parts, its keys, its runs.

import { expect, type Locator, type Page } from "@playwright/test";
import { Canvas } from "./canvas.ts";
import { Dock } from "./dock.ts";
import { escaped, FileDialog } from "./file-dialog.ts";
import { Inspector } from "./inspector.ts";
import { Menu } from "./menu.ts";
import { Notices } from "./notices.ts";
import { Palette } from "./palette.ts";
import { Picker } from "./picker.ts";

/** A run of the samples takes less than a second; a machine that is busy elsewhere much longer. */
const RUN_MS = 30_000;

export class Editor {
  readonly page: Page;
  readonly canvas: Canvas;
  readonly inspector: Inspector;
  readonly dock: Dock;
  readonly palette: Palette;
  readonly menu: Menu;
  readonly notices: Notices;
  readonly status: Locator;
  readonly saveDialog: FileDialog;
  /** The dot behind the name of the workflow. */
  readonly unsaved: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = new Canvas(page);
    this.inspector = new Inspector(page);
    this.dock = new Dock(page);
    this.palette = new Palette(page);
    this.menu = new Menu(page);
    this.notices = new Notices(page);
    this.status = page.getByRole("contentinfo", { name: "Status" });
    this.saveDialog = new FileDialog(page, "Save the workflow as");
    this.unsaved = page.getByRole("img", { name: "Unsaved changes" });
  }

  async expectOpen(nodes: number): Promise<void> {
    await expect(this.canvas.root).toBeVisible();
    await expect(this.canvas.nodes).toHaveCount(nodes);
  }

  async expectIssues(count: number): Promise<void> {
    const words = count === 0 ? "No issues" : count === 1 ? "1 issue" : `${count} issues`;
    await expect(this.status.getByRole("button", { name: words, exact: true })).toBeVisible();
  }

  /** A file of somebody else runs nothing until a person says so. */
  async trust(): Promise<void> {
    await this.page.getByRole("button", { name: "Trust and preview" }).first().click();
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Closes what lies over the editor, and opens another. */
  async overlay(keys: string): Promise<void> {
    await this.press("Escape");
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
    await this.canvas.focus();
    await this.press(keys);
    await expect(this.page.getByRole("dialog")).toBeVisible();
  }

  /** Takes a node away; `left`: how many there are then. */
  async remove(title: string, left: number): Promise<void> {
    await this.canvas.select(title);
    await this.press("Delete");
    await this.expectOpen(left);
  }

  async undo(): Promise<void> {
    await this.press("ControlOrMeta+z");
  }

  async redo(): Promise<void> {
    await this.press("ControlOrMeta+Shift+z");
  }

  /** What the Undo entry of the Edit menu says it takes back. */
  async expectUndo(what: string): Promise<void> {
    await this.page.getByRole("button", { name: "Menu", exact: true }).click();
    await this.page.getByRole("menuitem", { name: "Edit", exact: true }).hover();
    await expect(
      this.page.getByRole("menuitem", { name: new RegExp(`^Undo ${escaped(what)}`) }),
    ).toBeVisible();
    await this.press("Escape");
    await expect(this.page.getByRole("menu")).toHaveCount(0);
    await this.canvas.root.getByRole("application", { name: "Workflow" }).focus();
  }

  /** Saves, and waits until it is on the disk. */
  async save(): Promise<void> {
    await this.press("ControlOrMeta+s");
    await expect(this.unsaved).toHaveCount(0);
  }

  /** Saves under a name, in the folder that the dialog shows. */
  async saveAs(name: string): Promise<void> {
    await this.press("ControlOrMeta+Shift+s");
    await this.saveDialog.saveAs(name);
    await this.expectName(name);
    await expect(this.unsaved).toHaveCount(0);
  }

  async expectName(name: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name, level: 1, exact: true })).toBeVisible();
  }

  /** An action by its name, through the command palette. */
  async command(name: string): Promise<void> {
    await this.press("ControlOrMeta+k");
    const palette = new Picker(this.page, "Command palette");
    await palette.field.fill(name);
    await palette.root
      .getByRole("option", { name: new RegExp(`^${escaped(name)}`) })
      .first()
      .click();
  }

  /** Finds a node, selects it and brings it into sight. */
  async goTo(title: string): Promise<void> {
    await this.press("ControlOrMeta+f");
    await new Picker(this.page, "Find a node").take(title);
    await expect(this.canvas.card(title)).toBeVisible();
  }

  get runButton(): Locator {
    return this.page.getByRole("button", { name: "Run", exact: true });
  }

  get stopButton(): Locator {
    return this.page.getByRole("button", { name: "Stop", exact: true });
  }

  /** What the last run came to, beside the run button. */
  get lastRun(): Locator {
    return this.page.locator(".mr-last-run");
  }

  /** Runs the workflow and waits for the end. */
  async run(): Promise<void> {
    await this.runButton.click();
    await expect(this.lastRun).toBeVisible({ timeout: RUN_MS });
    await expect(this.runButton).toBeEnabled({ timeout: RUN_MS });
  }
}
