// npm run make:flight-delay: fetches the flights, writes the tables with the built command, and writes what `main.ts` makes.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { unpackedPackage } from "../../../build/data-package.mjs";

const make = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(make, "../../..");
const work = mkdtempSync(path.join(tmpdir(), "make-flight-delay-"));

const PACKAGE = {
  name: "vega-datasets",
  version: "3.2.1",
  integrity:
    "sha512-lTSwZA6yq6qSU2YZm+6bqILiIvTPPxn4itir7jPGFmHIdPvUfQ9pCzzcrklYywMJgLUbaIeSkZQdiJd6wBxPug==",
};

const FLIGHTS = "FROM 'flights.parquet' WHERE date >=";
const ORDER = "ORDER BY date, origin, destination, distance, delay";
const COLUMNS = "date, delay, distance, origin, destination";

/** What is written of the package's one table: by a query each, with the same rows in the same order every time. */
const TABLES = {
  "history.parquet": `SELECT origin, destination, hour(date)::INT AS hour, count(*)::INT AS past_flights,
    sum((delay > 15)::INT)::INT AS past_late ${FLIGHTS} '2001-01-01' AND date < '2001-04-01'
    GROUP BY ALL ORDER BY origin, destination, hour`,
  "flights.parquet": `SELECT ${COLUMNS} ${FLIGHTS} '2001-06-28' AND date < '2001-06-29' ${ORDER}`,
  "day-before.parquet": `SELECT ${COLUMNS} ${FLIGHTS} '2001-06-27' AND date < '2001-06-28' ${ORDER}`,
  // A day before training begins: its flights have landed then.
  "flights.csv": `SELECT ${COLUMNS} ${FLIGHTS} '2001-03-31' AND date < '2001-07-01' ${ORDER}`,
  "history.csv": `SELECT * FROM 'tables/history.parquet' ORDER BY origin, destination, hour`,
};

function writeTable(file, query) {
  const kind = file.endsWith(".csv") ? "write-csv" : "write-parquet";
  const flow = {
    format: "millrace",
    version: 1,
    nodes: [
      { id: "rows", kind: "sql-file", version: 1, params: { folder: ".", query } },
      { id: "file", kind, version: 1, params: { path: `tables/${file}` } },
    ],
    edges: [{ from: "rows.out", to: "file.in" }],
  };
  writeFileSync(path.join(work, "table.millrace.json"), JSON.stringify(flow));
  const command = [path.join(root, "dist/cli.js"), "run", "table.millrace.json", "--quiet"];
  execFileSync(process.execPath, command, { cwd: work, stdio: "inherit" });
}

try {
  const folder = unpackedPackage(PACKAGE, work);
  copyFileSync(path.join(folder, "data/flights-3m.parquet"), path.join(work, "flights.parquet"));
  mkdirSync(path.join(work, "tables"));
  for (const [file, query] of Object.entries(TABLES)) writeTable(file, query);
  const table = (name) => readFileSync(path.join(work, "tables", name));
  const { module } = await runnerImport(path.join(make, "main.ts"), { configFile: false });
  const text = (name) => table(name).toString("utf8");
  const { files } = module.makePlaybook(text("flights.csv"), text("history.csv"));
  const tables = ["history.parquet", "flights.parquet", "day-before.parquet"].map((name) => [
    `data/${name}`,
    table(name),
  ]);
  for (const [name, bytes] of [...tables, ...Object.entries(files)]) {
    const file = path.join(make, "..", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    console.log(`${name}  ${bytes.length} bytes`);
  }
} finally {
  rmSync(work, { recursive: true });
}
