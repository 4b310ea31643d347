// npm run make:document-ocr: writes the pages of the playbook, and its metrics from held-out pages (needs `npm run build`).

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const HELD_OUT = 24;

const make = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(make, "..");
const load = async (name) => (await runnerImport(path.join(make, name), { configFile: false })).module;

const { SAMPLES, draw, heldOut } = await load("pages.ts");
const { makePages } = await load("main.ts");
for (const [name, bytes] of Object.entries(await makePages())) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${name}  ${bytes.length} bytes`);
}

const { measure } = await load("measure.ts");
const work = mkdtempSync(path.join(tmpdir(), "document-ocr-"));
try {
  const pages = heldOut(HELD_OUT);
  mkdirSync(path.join(work, "data/pages"), { recursive: true });
  mkdirSync(path.join(work, "out"));
  for (const page of pages) writeFileSync(path.join(work, "data/pages", page.name), await draw(page));
  cpSync(path.join(folder, "document-ocr.millrace.json"), path.join(work, "flow.millrace.json"));
  execFileSync(process.execPath, [path.join(folder, "../../dist/cli.js"), "run", "flow.millrace.json"], {
    cwd: work,
    stdio: "inherit",
  });
  const lines = (name) =>
    readFileSync(path.join(work, "out", name), "utf8")
      .trimEnd()
      .split("\n");
  const [head, ...rows] = lines("invoices.csv").map((line) => line.split(","));
  const invoices = rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
  const items = lines("items.jsonl").map((line) => JSON.parse(line));
  const metrics = measure(pages, { invoices, items });
  writeFileSync(path.join(folder, "metrics.json"), `${JSON.stringify(metrics, null, 2)}\n`);
  console.log(JSON.stringify(metrics));
} finally {
  rmSync(work, { recursive: true });
}
