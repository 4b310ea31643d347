// Does a run read ahead while a model works, and compute on while a disk writes?

import { expect, test } from "vitest";
import writeCsv from "../../nodes/actions/write-csv/write-csv.ts";
import csv from "../../nodes/sources/csv/csv.ts";
import { memoryFiles } from "../../tests/support/memory-files.ts";
import { bareHost, planOf } from "../../tests/support/run-workflow.ts";
import { scripted } from "../../tests/support/test-nodes.ts";
import type { Files, FileWriter } from "../sdk/services.ts";
import { run } from "./run.ts";

const ROWS = 400_000;
const TEXT = `a\n${Array.from({ length: ROWS }, (_, row) => `${row}\n`).join("")}`;

interface Slow {
  /** What each call of the model and each write waits for; nothing unless given. */
  readonly model?: () => Promise<void>;
  readonly write?: () => Promise<void>;
}

/** A CSV file through a model of two runs at a time to a file; `log` tells what has begun, in its order. */
async function start({ model, write }: Slow) {
  const memory = memoryFiles({ "in.csv": TEXT });
  const log: ("read" | "model" | "write")[] = [];
  const files: Files = {
    ...memory,
    async open(path) {
      const reader = await memory.open(path);
      return { ...reader, read: (into, position) => (log.push("read"), reader.read(into, position)) };
    },
    create(path) {
      const writer = memory.create(path);
      const slow: Pick<FileWriter, "write"> = {
        write(bytes, written) {
          log.push("write");
          void writer.write(bytes, written);
          return write?.();
        },
      };
      return Object.assign(Object.create(writer) as FileWriter, slow);
    },
  };
  const kind = scripted("model", () => (log.push("model"), model?.()), 2);
  const nodes = [
    { id: "a", kind: csv, params: { path: "in.csv" } },
    { id: "b", kind },
    { id: "c", kind: writeCsv, params: { path: "out.csv" } },
  ];
  const host = bareHost({ files });
  const plan = await planOf(nodes, ["a -> b", "b -> c"], host);
  log.length = 0;
  const running = run(plan, { host });
  const count = (what: (typeof log)[number]) => log.filter((entry) => entry === what).length;
  return { running, log, count, out: () => memory.text("out.csv") };
}

/** Lets everything happen that does not wait for what the test holds back. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await new Promise<void>((next) => setImmediate(next));
}

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, wait: () => opened };
}

test("the file is read on, and two runs of the model are under way, while none has ended", async () => {
  const { open, wait } = gate();
  const { running, log, count, out } = await start({ model: wait });
  await settle();
  expect(count("model")).toBe(2);
  expect(count("write")).toBe(0);
  // The second block is asked for before anybody works on the first.
  expect(log.slice(0, 3)).toEqual(["read", "read", "model"]);
  open();
  expect((await running.done).outcome).toBe("done");
  expect(out()).toBe(TEXT);
});

test("the model goes on with the next rows while the disk has not taken the last", async () => {
  const { open, wait } = gate();
  const { running, count, out } = await start({ write: wait });
  await settle();
  expect(count("write")).toBe(1);
  expect(count("model")).toBeGreaterThanOrEqual(2);
  // Nor does it run away: what waits for the disk is bounded.
  expect(count("model")).toBeLessThanOrEqual(4);
  open();
  expect((await running.done).outcome).toBe("done");
  expect(out()).toBe(TEXT);
});
