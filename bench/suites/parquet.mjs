// How fast are rows of a Parquet file filtered and written, and those of a query, against scripts on the same library?

import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import duckdb from "@duckdb/node-bindings";
import { CACHE } from "../data.mjs";
import { markdown, rounds, spread, spreadText, timesAsFast } from "../harness.mjs";

const BASELINE = fileURLToPath(new URL("../baselines/duckdb-by-hand.mjs", import.meta.url));
const GOAL = 0.9;

/** What stands in front of the writer, and the same for the script. */
const WORK = {
  parquet: (path) => ({
    nodes: [
      { id: "rows", kind: "parquet", params: { path } },
      { id: "some", kind: "filter", params: { condition: "x0 >= 0.0" } },
    ],
    script: [`FROM read_parquet('${path}')`, "x0", "0"],
  }),
  sql: (path) => {
    const query = (file) => `SELECT id, round(x0 + x1, 5) AS sum, word, note FROM '${file}' WHERE x0 >= 0.0`;
    return {
      nodes: [{ id: "rows", kind: "sql-file", params: { folder: CACHE, query: query(basename(path)) } }],
      script: [query(path), "none"],
    };
  },
};

/** Options: rounds, rows, modes (names of `WORK`). */
export async function parquet({ rounds: count = "7", rows = "1000000", modes }) {
  const path = await parquetOf(Number(rows));
  for (const mode of modes?.split(",") ?? Object.keys(WORK)) {
    const { nodes, script } = WORK[mode](path);
    const outputs = ["millrace", "script"].map((name) => `${CACHE}${mode}-${name}.csv`);
    const flow = `${CACHE}${mode}.millrace.json`;
    writeFileSync(flow, JSON.stringify(workflow(nodes, outputs[0]), null, 2));
    const [query, ...test] = script;
    const variants = [
      {
        name: "millrace",
        output: outputs[0],
        command: [process.execPath, `${CACHE}dist/cli.js`, "run", flow, "--quiet", "--threads", "1"],
      },
      {
        name: "script",
        output: outputs[1],
        command: [process.execPath, BASELINE, query, outputs[1], ...test],
      },
    ];
    const results = await rounds(variants, Number(count), (text) => console.error(`  ${text}`));
    const [own, other] = results;
    const hashes = new Set(results.flatMap(({ runs }) => runs.map(({ hash }) => hash)));
    if (hashes.size > 1) throw new Error("The two do not write the same table.");
    const others = Math.max(...results.flatMap(({ runs }) => runs.map((run) => run.others)));
    const rate = ({ runs }) =>
      `${(Number(rows) / spread(runs.map((run) => run.seconds)).median / 1000).toFixed(0)} k`;
    const peak = ({ runs }) => `${spread(runs.map((run) => run.peakMb)).max.toFixed(0)} MB`;
    console.log(
      `\n${mode}: ${Number(rows).toLocaleString("en")} rows; up to ${others.toFixed(1)} cores busy elsewhere\n`,
    );
    console.log(
      markdown(
        [`${mode} to CSV`, "result", "goal"],
        [
          ["times as fast as the script", spreadText(timesAsFast(own, other)), `≥ ${GOAL}`],
          ["by CPU time", spreadText(timesAsFast(own, other, "cpuSeconds")), ""],
          ["rows/s, Millrace; script", `${rate(own)}; ${rate(other)}`, ""],
          ["peak memory, Millrace; script", `${peak(own)}; ${peak(other)}`, ""],
        ],
      ),
    );
  }
}

/** Synthetic rows, the same everywhere: a number, eight of five decimals, a short text and one of 24 signs. */
async function parquetOf(rows) {
  const path = `${CACHE}${rows}.parquet`;
  if (existsSync(path)) return path;
  mkdirSync(CACHE, { recursive: true });
  const database = await duckdb.open(":memory:");
  const connection = await duckdb.connect(database);
  const numbers = Array.from(
    { length: 8 },
    (_, i) => `round(((hash(range * 8 + ${i}) % 2000000)::BIGINT - 1000000) / 100000.0, 5)::DOUBLE AS x${i}`,
  );
  const texts = `['red', 'green', 'blue', 'grey'][1 + range % 4] AS word, 'a note with the number ' || (range % 10) AS note`;
  await duckdb.query(
    connection,
    `COPY (SELECT range AS id, ${numbers.join(", ")}, ${texts} FROM range(${rows})) TO '${path}.part' (FORMAT parquet)`,
  );
  duckdb.disconnect_sync(connection);
  duckdb.close_sync(database);
  renameSync(`${path}.part`, path);
  return path;
}

function workflow(nodes, output) {
  const all = [...nodes, { id: "write", kind: "write-csv", params: { path: output } }];
  return {
    format: "millrace",
    version: 1,
    nodes: all.map((node) => ({ ...node, version: 1, title: node.id })),
    edges: all.slice(1).map(({ id }, i) => ({ from: `${all[i].id}.out`, to: `${id}.in` })),
    view: { nodes: {} },
  };
}
