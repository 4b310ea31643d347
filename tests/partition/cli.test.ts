// `--partition i/n` with real processes: what the parts write, one behind the other, is what one process writes for the whole.

import { cp } from "node:fs/promises";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";

const work = workspace();
const PLAYBOOK = resolve(import.meta.dirname, "../../templates/shipment-delay");

/** 9,000 rows of which a third have line ends in quotes; some do not fit. */
function quotedRows(): string {
  const rows = Array.from({ length: 9000 }, (_, i) => {
    const note = i % 3 === 0 ? `"line one\n${"and ".repeat(i % 40)}\nline ""three"" of ${i}"` : `note ${i}`;
    return `${i},${i % 1000 === 999 ? "oops" : (i * 7919) % 101},${note}`;
  });
  return `id,a,note\n${rows.join("\n")}\n`;
}

beforeAll(async () => {
  await work.write("rows.csv", quotedRows());
  await work.write("few.csv", "id,a,note\n1,5,x\n2,60,y\n");
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
      ["act", "branch", { branches: [{ id: "high", condition: "a > 50.0" }] }],
      ["alerts", "write-csv", { path: "alerts.csv" }],
      ["rest", "write-jsonl", { path: "rest.jsonl" }],
    ],
    ["rows -> act", "act.high -> alerts", "act.otherwise -> rest"],
  );
});

/** Runs every part in a process of its own, all at once; answers their exit codes. */
async function inParts(flow: string, count: number, args: readonly string[] = []): Promise<unknown[]> {
  const parts = Array.from({ length: count }, (_, index) =>
    work.millrace(["run", flow, "--quiet", "--partition", `${index + 1}/${count}`, ...args]),
  );
  return (await Promise.all(parts)).map(({ code, stderr }) => (code === 1 || code === 2 ? stderr : code));
}

/** What `cat NAME.*-of-COUNT.ENDING` would give. */
async function joined(before: string, ending: string, count: number): Promise<string> {
  const names = (await work.names()).filter(
    (name) => name.startsWith(`${before}.`) && name.endsWith(`-of-${count}${ending}`),
  );
  return (await Promise.all(names.map((name) => work.read(name)))).join("");
}

describe("a batch in parts", () => {
  test.each([1, 2, 7])("with quoted line ends, by %i processes", async (count) => {
    expect(await work.millrace(["run", "flow.millrace.json"])).toMatchObject({ code: 3 });
    expect((await inParts("flow.millrace.json", count)).every((code) => code === 3)).toBe(true);
    expect(await joined("alerts", ".csv", count)).toBe(await work.read("alerts.csv"));
    expect(await joined("rest", ".jsonl", count)).toBe(await work.read("rest.jsonl"));
    expect(await joined("alerts", ".csv.failed.jsonl", count)).toBe(
      await work.read("alerts.csv.failed.jsonl"),
    );
  });

  test("that has fewer rows than parts: those without rows write empty files", async () => {
    const set = ["--set", "rows.path=few.csv"];
    expect(await work.millrace(["run", "flow.millrace.json", ...set])).toMatchObject({ code: 0 });
    expect(await inParts("flow.millrace.json", 10, set)).toEqual(new Array(10).fill(0));
    expect(await work.names()).toContain("alerts.10-of-10.csv");
    expect(await work.read("alerts.10-of-10.csv")).toBe("");
    expect(await joined("alerts", ".csv", 10)).toBe(await work.read("alerts.csv"));
    expect(await joined("rest", ".jsonl", 10)).toBe(await work.read("rest.jsonl"));
  });

  test.each([1, 2, 7])(
    "of a file in UTF-16, which part 1 reads as a whole, by %i processes",
    async (count) => {
      await work.write("wide.csv", Buffer.from(`\uFEFF${quotedRows().slice(0, 20_000)}`, "utf16le"));
      const set = ["--set", "rows.path=wide.csv"];
      await work.millrace(["run", "flow.millrace.json", ...set]);
      await inParts("flow.millrace.json", count, set);
      expect((await work.read("alerts.csv")).length).toBeGreaterThan(1000);
      expect(await joined("alerts", ".csv", count)).toBe(await work.read("alerts.csv"));
    },
  );

  test("in a dry run says what the part would write, and writes nothing", async () => {
    const { code, stdout } = await work.millrace([
      "run",
      "flow.millrace.json",
      "--dry-run",
      "--partition",
      "3/3",
    ]);
    expect(code).toBe(3);
    expect(stdout).toContain("alerts.3-of-3.csv");
    expect(await work.names()).not.toContain("alerts.3-of-3.csv");
  });
});

describe("the playbook shipment-delay in parts", () => {
  beforeAll(() => cp(PLAYBOOK, work.path("playbook"), { recursive: true }));
  const flow = "playbook/shipment-delay.millrace.json";

  test("is refused as it is, for its window and for the table it prints, each with what to do", async () => {
    const { code, stderr } = await work.millrace(["run", flow, "--partition", "1/2"]);
    expect(code).toBe(2);
    expect(
      [...stderr.matchAll(/^error (PARTITION_\w+) .*node ([\w-]+)$/gm)].map(([, ...found]) => found),
    ).toEqual([
      ["PARTITION_STATE", "history"],
      ["PARTITION_OUTPUT", "late-containers"],
    ]);
    expect(stderr).toContain('"History of the container" goes by rows before the one at hand');
    expect(stderr).toContain("Disable the node for runs in parts");
  });

  test.each([1, 2, 7])("without them gives the same bytes, by %i processes", async (count) => {
    const text = await work.read(flow);
    const { nodes, edges, ...rest } = JSON.parse(text) as {
      nodes: { id: string; kind: string; params: { columns: { name: string; column: string }[] } }[];
      edges: { from: string; to: string }[];
    };
    // Each row by itself: the column in the place of a figure over its last rows.
    const alone = nodes.map((node) =>
      node.id === "history"
        ? {
            ...node,
            kind: "formula",
            params: {
              columns: Object.fromEntries(node.params.columns.map(({ name, column }) => [name, column])),
            },
          }
        : node,
    );
    const kept = alone.filter(({ kind }) => kind !== "print-table");
    const ids = kept.map(({ id }) => id);
    const wires = edges.filter(({ to }) => ids.includes(to.split(".")[0]));
    await work.write("playbook/rows.millrace.json", JSON.stringify({ ...rest, nodes: kept, edges: wires }));
    expect(await work.millrace(["run", "playbook/rows.millrace.json", "--quiet"])).toMatchObject({ code: 0 });
    expect(await inParts("playbook/rows.millrace.json", count)).toEqual(new Array(count).fill(0));
    for (const [name, ending] of [
      ["alerts", ".csv"],
      ["watch-list", ".csv"],
      ["report", ".jsonl"],
    ]) {
      const parts = Array.from({ length: count }, (_, i) =>
        work.read(`playbook/out/${name}.${i + 1}-of-${count}${ending}`),
      );
      const whole = await work.read(`playbook/out/${name}${ending}`);
      expect(whole.length).toBeGreaterThan(500);
      expect((await Promise.all(parts)).join(""), name).toBe(whole);
    }
  });
});

test.each([
  [["--partition", "8/7"], "USAGE_PARTITION"],
  [["--partition", "two"], "USAGE_PARTITION"],
  [["--partition", "1/2", "--limit", "5"], "USAGE_PARTITION"],
])("%j is refused in words", async (args, code) => {
  const refused = await work.millrace(["run", "flow.millrace.json", ...args]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(code);
});
