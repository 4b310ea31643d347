// What every measurement starts from: the fixtures of the end-to-end tests, and a large workflow that is open.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { largeWorkflow } from "../../e2e/fixtures/large-workflow.ts";
import { test as base } from "../../e2e/fixtures/test.ts";
import { Editor } from "../../e2e/pages/editor.ts";

interface Fixtures {
  /** Opens a workflow of so many nodes; one that is to run is endless and trusted. */
  readonly large: (nodes: number, runs?: boolean) => Promise<Editor>;
}

export const test = base.extend<Fixtures>({
  large: async ({ page, launch, home }, use) => {
    await use(async (nodes, runs = false) => {
      const file = join(home, `large-${nodes}.millrace.json`);
      await writeFile(file, largeWorkflow(nodes, runs));
      await page.goto((await launch(file)).link);
      const editor = new Editor(page);
      await expect(editor.canvas.cards.first()).toBeVisible();
      await editor.expectIssues(0);
      if (runs) await editor.trust();
      return editor;
    });
  },
});
