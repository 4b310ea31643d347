// Does docs/kinds.md list the kinds there are? Written anew by `npm run docs:kinds`.

import { expect, test } from "vitest";
import { kinds } from "../contract/kinds.ts";
import type { AnyNode, Category, FieldOfWork } from "../../engine/sdk/node-definition.ts";

const CATEGORIES: Readonly<Record<Category, string>> = {
  sources: "Sources",
  prepare: "Prepare",
  models: "Models",
  control: "Control",
  actions: "Actions",
};
const FIELDS: Readonly<Record<FieldOfWork, string>> = {
  tables: "Tables",
  pictures: "Pictures",
  sound: "Sound",
  text: "Text and documents",
};

function kindsPage(definitions: readonly AnyNode[]): string {
  const sections = Object.entries(CATEGORIES).map(([category, title]) => {
    const tables = Object.entries(FIELDS).flatMap(([field, name]) => {
      const rows = definitions
        .filter((kind) => kind.category === category && (kind.field ?? "tables") === field)
        .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
        .map(({ kind, title, summary }) => `| \`${kind}\` | ${title} | ${summary.replaceAll("|", "\\|")} |`);
      if (rows.length === 0) return [];
      return [
        `### ${title}: ${name.toLowerCase()}\n\n| kind | title | what it does |\n|---|---|---|\n${rows.join("\n")}\n`,
      ];
    });
    return `## ${title}\n\n${tables.join("\n")}`;
  });
  return `# Node kinds

${definitions.length} kinds, as the palette shows them. \`npx millrace nodes KIND\` prints the settings and ports of one. This page is written by
\`npm run docs:kinds\`.

${sections.join("\n")}`;
}

test("docs/kinds.md is up to date (else: npm run docs:kinds)", async () => {
  await expect(kindsPage(kinds.map(({ definition }) => definition))).toMatchFileSnapshot(
    "../../docs/kinds.md",
  );
});
