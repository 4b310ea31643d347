// What does it cost to keep a journal?

import { CACHE, csvOf, modelPath } from "../data.mjs";
import { markdown, rounds, spread, spreadText } from "../harness.mjs";
import { millraceVariant } from "./millrace.mjs";

const GOAL_PERCENT = 2;
const MACHINES = {
  1: { title: "held to one core", threads: 1, pinned: true },
  thread: { title: "one thread", threads: 1, pinned: false },
  2: { title: "two threads", threads: 2, pinned: false },
};

/** Options: rows, rounds, cores (names of `MACHINES`). */
export async function journal({ rows = "4000000", rounds: count = "11", cores = "1,2" }) {
  const input = csvOf(Number(rows));
  const model = await modelPath();
  for (const wanted of cores.split(",")) {
    const { title, ...machine } = MACHINES[wanted];
    const plain = millraceVariant({
      mode: "all",
      ...machine,
      input,
      model,
      output: `${CACHE}out-journal.all`,
    });
    const kept = { ...plain, command: [...plain.command, "--journal"], name: "journal" };
    const [without, ...withIt] = await rounds(
      [plain, kept, { ...kept, name: "journal, every 200 ms", env: { MILLRACE_CHECKPOINT_MS: "200" } }],
      Number(count),
      (text) => console.error(`  ${text}`),
    );
    const body = withIt.map((result) => {
      const percent = (by) =>
        spread(without.runs.map((run, round) => (result.runs[round][by] / run[by] - 1) * 100));
      return [
        result.name,
        spreadText(percent("seconds")),
        spreadText(percent("cpuSeconds")),
        result.name === "journal" ? `≤ ${GOAL_PERCENT}` : "",
      ];
    });
    console.log(`\nThe CSV run with a journal, ${Number(rows).toLocaleString("en")} rows, ${title}\n`);
    console.log(markdown(["cost, % of the run", "by the clock", "by CPU time", "goal"], body));
  }
}
