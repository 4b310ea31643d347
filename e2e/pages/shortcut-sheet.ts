// The sheet of shortcuts: its lines.

import type { Page } from "@playwright/test";

export interface ShortcutLine {
  readonly title: string;
  readonly keys: readonly string[];
}

const POINTER = "With the pointer";
/** As the sheet writes keys, and as the browser calls them. */
const NAMES: Readonly<Record<string, string>> = {
  Ctrl: "Control",
  Del: "Delete",
  Esc: "Escape",
  "←": "ArrowLeft",
  "→": "ArrowRight",
  "↑": "ArrowUp",
  "↓": "ArrowDown",
  "": "+",
};

export class ShortcutSheet {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the sheet, reads it, closes it. */
  async keys(): Promise<ShortcutLine[]> {
    return (await this.#lines()).filter(({ section }) => section !== POINTER);
  }

  async gestures(): Promise<string[]> {
    const lines = await this.#lines();
    return lines.filter(({ section }) => section === POINTER).map(({ title }) => title);
  }

  async #lines(): Promise<(ShortcutLine & { readonly section: string })[]> {
    await this.page.keyboard.press("?");
    const sheet = this.page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await sheet.waitFor();
    const lines = await sheet.getByRole("region").evaluateAll((regions) =>
      regions.flatMap((region) =>
        [...region.querySelectorAll("dl > div")].map((line) => ({
          section: region.getAttribute("aria-label") ?? "",
          title: line.querySelector("dt")?.textContent ?? "",
          keys: [...line.querySelectorAll("kbd")].map((key) => key.textContent ?? ""),
        })),
      ),
    );
    await this.page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    return lines;
  }
}

/** "Ctrl+Shift+Z" as Playwright presses it. */
export function pressable(key: string): string {
  const parts = key.replace(/\+\+$/, "+").split("+");
  const named = parts.map((part) => NAMES[part] ?? part);
  const last = named.pop()!;
  const letter = /^[A-Z]$/.test(last) && !named.includes("Shift") ? last.toLowerCase() : last;
  // What is typed with Shift on the keyboard that Playwright has.
  return [...named, ...(letter === "+" ? ["Shift", "="] : [letter])].join("+");
}
