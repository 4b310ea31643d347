// How fast is a CSV file scored, against four baselines that write the same bytes?

import { fileURLToPath } from "node:url";
import { CACHE, csvOf, modelPath } from "../data.mjs";
import { markdown, rounds, spread, spreadText, timesAsFast } from "../harness.mjs";
import { millraceVariant } from "./millrace.mjs";

const MODES = {
  all: "CSV with all columns",
  slim: "CSV with id and result",
  jsonl: "JSONL with all columns",
};

/**
 * What the programs may use. One thread each, free to run where it likes: what V8, Node and polars do beside it may go to
 * the other core. Held to one core: everything stands in line there.
 */
const MACHINES = {
  thread: { title: "one thread each", threads: 1, pinned: false },
  1: { title: "held to one core", threads: 1, pinned: true },
  2: { title: "two threads, two cores", threads: 2, pinned: false },
};

/** At least so many times as fast as the baseline. */
const GOALS = {
  all: {
    thread: { "csv-library": 8, "line-reader": 3, "byte-parser": 0.95 },
    1: { "csv-library": 8, "line-reader": 3, "byte-parser": 0.95, polars: 1 },
    2: { polars: 1 },
  },
  slim: { thread: { "line-reader": 2.4 }, 1: { "line-reader": 2.4 }, 2: { "line-reader": 3.5 } },
  jsonl: { thread: { "line-reader": 1.5 }, 1: { "line-reader": 1.5 }, 2: {} },
};

/** Options: rows, rounds, modes, cores (names of `MACHINES`), only (names of variants). */
export async function csv({ rows = "1000000", rounds: count = "5", modes, cores = "thread,1,2", only }) {
  const input = csvOf(Number(rows));
  const model = await modelPath();
  for (const mode of modes?.split(",") ?? Object.keys(MODES))
    for (const wanted of cores.split(",")) {
      const variants = variantsOf({ mode, ...MACHINES[wanted], input, model }).filter(
        ({ name }) => !only || only.split(",").includes(name),
      );
      const results = await rounds(variants, Number(count), (text) => console.error(`  ${text}`));
      console.log(
        `\n${MODES[mode]}, ${Number(rows).toLocaleString("en")} rows × 16, ${MACHINES[wanted].title}\n`,
      );
      console.log(report(results, Number(rows), GOALS[mode][wanted]));
      check(results);
    }
}

function variantsOf({ mode, threads, pinned, input, model }) {
  const script = (name, more = {}, ...args) => {
    const file = fileURLToPath(new URL(`../baselines/${name}.mjs`, import.meta.url));
    const output = `${CACHE}out-${name}.${mode}`;
    return {
      name,
      pinned,
      output,
      command: [process.execPath, file, mode, input, model, output, ...args],
      ...more,
    };
  };
  return [
    // It has one thread only.
    ...(threads === 1 ? [script("csv-library")] : []),
    script("line-reader"),
    script("byte-parser", {}, String(threads)),
    script("polars", { env: { POLARS_MAX_THREADS: String(threads) } }),
    millraceVariant({ mode, threads, pinned, input, model, output: `${CACHE}out-millrace.${mode}` }),
  ];
}

function report(results, rows, goals) {
  const reference = results.find(({ name }) => name === "line-reader") ?? results[0];
  const millrace = results.find(({ name }) => name === "millrace");
  const head = ["program", "rows/s", `× ${reference.name}`, "CPU s", "peak MB", "busy elsewhere"];
  const body = results.map((result) => {
    const of = (pick) => spread(result.runs.map(pick));
    return [
      result.name,
      spreadText(
        of(({ seconds }) => rows / seconds / 1000),
        0,
      ) + " k",
      spreadText(timesAsFast(result, reference)),
      of(({ cpuSeconds }) => cpuSeconds).median.toFixed(2),
      of(({ peakMb }) => peakMb).max.toFixed(0),
      `${of(({ others }) => others).median.toFixed(1)} cores`,
    ];
  });
  if (!millrace) return markdown(head, body);
  const against = results.filter(({ name }) => name !== "millrace");
  const compared = against.map((baseline) => [
    `millrace : ${baseline.name}`,
    spreadText(timesAsFast(millrace, baseline)),
    timesAsFast(millrace, baseline, "cpuSeconds").median.toFixed(2),
    goals[baseline.name] ? `≥ ${goals[baseline.name]}` : "",
  ]);
  return `${markdown(head, body)}\n\n${markdown(["times as fast", "by the clock", "by CPU time", "goal"], compared)}`;
}

/** A comparison of programs that write different things says nothing. */
function check(results) {
  const hashes = new Map();
  for (const { name, runs } of results)
    for (const { hash } of runs) hashes.set(hash, [...(hashes.get(hash) ?? []), name]);
  if (hashes.size > 1) {
    const groups = [...hashes].map(
      ([hash, names]) => `${hash?.slice(0, 12)}: ${[...new Set(names)].join(", ")}`,
    );
    throw new Error(`The outputs differ:\n${groups.join("\n")}`);
  }
}
