// A run with a journal is killed without warning, wherever it is, and goes on: what comes of it is what an undisturbed run
// gives, to the byte. `npm run test:kills` does it a hundred times.

import { readdir, readFile, rm } from "node:fs/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sha256 } from "../../engine/host/hash.ts";
import type { RunEvent, RunSummary } from "../../engine/runtime/events.ts";
import { uniform } from "../models/random.ts";
import { ended, workspace, type Ended } from "../cli/millrace.ts";
import { postgresForTests } from "../support/postgres.ts";
import { FLOWS, writeFlows, type KilledFlow } from "./flows.ts";
import { startWith } from "./start.ts";
import { killedTables } from "./tables.ts";

const KILLS = Number(process.env.MILLRACE_KILLS ?? 6);
const SEED = Number(process.env.MILLRACE_KILLS_SEED ?? 1);

const work = workspace();
const server = postgresForTests({ skips: false });
const tables = killedTables(work, server);
beforeAll(() => writeFlows(work, server.place));
beforeEach(clean);

/** What a run leaves: its files by name, as fingerprints, and what it has counted. */
interface Left {
  readonly files: Readonly<Record<string, string>>;
  readonly rows: unknown;
}

describe.each(FLOWS)("$name", (flow) => {
  const kills = Math.max(1, Math.round((KILLS * flow.share) / 100));

  test(
    `is killed ${kills} times, and gives what it gives undisturbed`,
    { timeout: 30_000 * kills + 60_000 },
    async ({ skip }) => {
      const reason = flow.system === "postgresql" ? server.reason() : null;
      skip(reason !== null, reason ?? "");
      const undisturbed = await leftBy(await run(flow, []));
      const counted = await run(flow, ["--journal"], { COUNT_TO: "changes.txt" });
      expect(await leftBy(counted)).toEqual(undisturbed);
      const changes = Number(await work.read("changes.txt"));
      await rm(work.path("changes.txt"));
      expect(changes, "moments to be killed at").toBeGreaterThan(20);
      const next = uniform(SEED);
      const chance = () => (next() + 1) / 2;
      let wentOn = 0;
      for (let kill = 0; kill < kills; kill++) {
        // Spread over the run, each somewhere in its share of it.
        const at = 1 + Math.floor(((kill + chance()) / kills) * changes);
        const place = `killed at change ${at} of ${changes}`;
        // After every frame the run waits for its note; else it goes on meanwhile, which every other one does.
        const often = kill % 2 === 0 ? {} : { MILLRACE_CHECKPOINT_MS: "1" };
        const killed = await run(flow, ["--journal"], { KILL_AT: String(at), ...often });
        // How many changes there are differs a little from run to run: it may have been over by then.
        if (killed.code !== "SIGKILL") expect(await leftBy(killed), place).toEqual(undisturbed);
        else {
          // Every third is killed once more, while it goes on.
          const again = kill % 3 === 2 ? String(1 + Math.floor(chance() * changes)) : null;
          let resumed = again && (await run(flow, ["--journal", "--resume"], { KILL_AT: again }));
          // What was over by then has left no journal: it would be begun anew, and a table would get its rows twice.
          if (!resumed || resumed.code === "SIGKILL") resumed = await run(flow, ["--journal", "--resume"]);
          expect(await leftBy(resumed), place).toEqual(undisturbed);
          if ((summaryOf(resumed).rowsBefore ?? 0) > 0) wentOn++;
        }
        await clean();
      }
      if (flow.goesOn && kills >= 4)
        expect(wentOn, "runs that went on in the middle").toBeGreaterThan(kills / 3);
      if (!flow.goesOn) expect(wentOn).toBe(0);
    },
  );
});

async function run(
  { name, args, system }: KilledFlow,
  more: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  if (system && !more.includes("--resume")) await tables.make(system);
  const all = ["run", `${name}.millrace.json`, "--events", "ndjson", ...args, ...more];
  return ended(startWith(work, all, { MILLRACE_CHECKPOINT_MS: "0", ...server.environment(), ...env }));
}

function summaryOf({ stdout, stderr }: Ended): RunSummary {
  const last = stdout.trim().split("\n").at(-1);
  const event = JSON.parse(last) as RunEvent;
  if (event.type !== "run-done") throw new Error(`The run did not end: ${stderr}`);
  return event.summary;
}

async function leftBy(end: Ended): Promise<Left> {
  expect(end.code, end.stderr).toBe(3);
  const { nodes, rows, rowsFailed, rowsSkipped, outcome } = summaryOf(end);
  const counted = Object.fromEntries(
    Object.entries(nodes).map(([id, { rowsIn, rowsOut, rowsFailed: failed, bytes, rowsByPort }]) => [
      id,
      { rowsIn, rowsOut, failed, bytes, rowsByPort },
    ]),
  );
  return {
    files: { ...(await written()), ...(await tables.left()) },
    rows: { outcome, rows, rowsFailed, rowsSkipped, counted },
  };
}

const GIVEN = /^(?:rows\.csv|many\.csv|few\.csv|m\.onnx|.*\.millrace\.json|changes\.txt)$/;

/** Of these what is in them counts, not how it came there. */
const DATABASE = /\.(?:db|duckdb)(?:-journal|\.wal)?$/;

async function written(): Promise<Record<string, string>> {
  const names = (await readdir(work.folder))
    .filter((name) => !GIVEN.test(name) && !DATABASE.test(name))
    .sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, hashOf(await readFile(work.path(name)))] as const)),
  );
}

async function clean(): Promise<void> {
  for (const name of await readdir(work.folder)) if (!GIVEN.test(name)) await rm(work.path(name));
}

function hashOf(bytes: Uint8Array): string {
  const hash = sha256();
  hash.update(bytes);
  return `${bytes.length} bytes, ${hash.hex()}`;
}
