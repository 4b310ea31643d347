// What does one more node cost that only hands rows on?

import { CACHE, csvOf, modelPath } from "../data.mjs";
import { markdown, rounds, spread, spreadText } from "../harness.mjs";
import { millraceVariant } from "./millrace.mjs";

/** So many that their cost stands out from the noise of a run. */
const NODES = 20;
const GOAL_PERCENT = 1;

/** Options: rows, rounds. */
export async function passThrough({ rows = "1000000", rounds: count = "7" }) {
  const input = csvOf(Number(rows));
  const model = await modelPath();
  const variant = (name, passing) =>
    millraceVariant({
      mode: "all",
      threads: 1,
      pinned: true,
      input,
      model,
      output: `${CACHE}out-${name}.all`,
      passing,
      name,
    });
  const [plain, longer] = await rounds(
    [variant("without", 0), variant("with", NODES)],
    Number(count),
    (text) => console.error(`  ${text}`),
  );
  const percent = (by) =>
    spread(plain.runs.map((run, round) => ((longer.runs[round][by] / run[by] - 1) * 100) / NODES));
  console.log(
    `\nThe CSV run with ${NODES} more nodes, ${Number(rows).toLocaleString("en")} rows, one core\n`,
  );
  const body = [
    ["by the clock", spreadText(percent("seconds")), `≤ ${GOAL_PERCENT}`],
    ["by CPU time", spreadText(percent("cpuSeconds")), ""],
  ];
  console.log(markdown(["cost of one more node", "% of the run", "goal"], body));
}
