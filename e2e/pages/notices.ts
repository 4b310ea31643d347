// The lines above the canvas, and what to do about them.

import type { Locator, Page } from "@playwright/test";

/** Changes of a page or a program that has ended. */
export const BACK = "Changes that were not saved are back";
/** The program behind the page has ended. */
export const LOST = "Millrace does not answer.";

export class Notices {
  readonly page: Page;
  /** Something broke, or wants an answer. */
  readonly alerts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.alerts = page.getByRole("alert");
  }

  /** The line that begins so. */
  about(text: string | RegExp): Locator {
    return this.alerts.or(this.page.getByRole("status")).filter({ hasText: text });
  }

  async act(text: string | RegExp, action: string): Promise<void> {
    await this.about(text).getByRole("button", { name: action, exact: true }).click();
  }
}
