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

/** At least so many times as fast as the baseline, with one core or two. */
const GOALS = {
  all: { 1: { "csv-library": 8, "line-reader": 3, "byte-parser": 0.95, polars: 1 }, 2: { polars: 1 } },
  slim: { 1: { "line-reader": 2.4 }, 2: { "line-reader": 3.5 } },
  jsonl: { 1: { "line-reader": 1.5 }, 2: {} },
};

/** Options: rows, rounds, modes, cores, only (names of variants). */
export async function csv({ rows = "1000000", rounds: count = "5", modes, cores = "1,2", only }) {
  const input = csvOf(Number(rows));
  const model = await modelPath();
  for (const mode of modes?.split(",") ?? Object.keys(MODES))
    for (const wanted of cores.split(",").map(Number)) {
      const variants = variantsOf({ mode, cores: wanted, input, model }).filter(
        ({ name }) => !only || only.split(",").includes(name),
      );
      const results = await rounds(variants, Number(count), (text) => console.error(`  ${text}`));
      console.log(`\n${MODES[mode]}, ${Number(rows).toLocaleString("en")} rows × 16, ${wanted} core(s)\n`);
      console.log(report(results, Number(rows), GOALS[mode][wanted]));
      check(results);
    }
}

function variantsOf({ mode, cores, input, model }) {
  const script = (name, more = {}, ...args) => {
    const file = fileURLToPath(new URL(`../baselines/${name}.mjs`, import.meta.url));
    const output = `${CACHE}out-${name}.${mode}`;
    return {
      name,
      cores,
      output,
      command: [process.execPath, file, mode, input, model, output, ...args],
      ...more,
    };
  };
  return [
    // With one thread each they use one core wherever they run.
    ...(cores === 1 ? [script("csv-library")] : []),
    script("line-reader"),
    script("byte-parser", {}, String(cores)),
    script("polars", { env: { POLARS_MAX_THREADS: String(cores) } }),
    millraceVariant({ mode, cores, input, model, output: `${CACHE}out-millrace.${mode}` }),
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
