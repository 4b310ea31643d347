// The tutorial of docs/add-a-node.md works: its kind and its test are run as they stand on the page.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "millrace-tutorial-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [kind, itsTest] = [...readFileSync("docs/add-a-node.md", "utf8").matchAll(/^```ts\n(.*?)^```$/gms)].map(
  ([, text]) => text,
);

/** The text as a file elsewhere can run it: the engine, the helpers and the packages are those of this repository. */
function elsewhere(text: string): string {
  return text
    .replaceAll('"../../../', `"${process.cwd()}/`)
    .replaceAll('"../../', `"${process.cwd()}/nodes/`)
    .replaceAll(/ from "([a-z][\w/-]*)"/g, (_, name: string) => ` from "${import.meta.resolve(name)}"`);
}

function write(name: string, text: string): string {
  const path = join(folder, "nodes/prepare/ratio", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, elsewhere(text));
  return path;
}

describe("the tutorial's own test", async () => {
  write("ratio.ts", kind);
  await import(pathToFileURL(write("ratio.test.ts", itsTest)).href);
});
