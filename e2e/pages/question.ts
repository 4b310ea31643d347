// A question that lies over the editor, and its answers.

import type { Locator, Page } from "@playwright/test";

export class Question {
  readonly root: Locator;

  constructor(page: Page, title: string | RegExp) {
    this.root = page.getByRole("dialog", { name: title });
  }

  /** Answers, and waits until it is gone: keys that are pressed before that still belong to it. */
  async answer(choice: string): Promise<void> {
    await this.root.getByRole("button", { name: choice, exact: true }).click();
    await this.root.waitFor({ state: "hidden" });
  }
}
