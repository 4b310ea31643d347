// What `millrace validate --fix` mends, what it says, and what it leaves alone.

import { beforeEach, describe, expect, test } from "vitest";
import type { Issue } from "../../engine/document/issue.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { mlp } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const work = workspace();

const read = async () => JSON.parse(await work.read("flow.millrace.json")) as WorkflowDocument;
const FIX = ["validate", "flow.millrace.json", "--fix"];

beforeEach(async () => {
  const rows = Array.from({ length: 20 }, (_, i) => (i === 7 ? "7 mm,8 mm,9 mm\n" : `${i},${i},${i}\n`));
  await work.write("in.csv", `a,b,c\n${rows.join("")}`);
  await work.flow(
    "flow.millrace.json",
    [
      ["data", "csv", { path: "in.csv" }],
      ["late", "threshold", { column: "a", value: 1, release: 2 }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["data -> late", "late -> out", "data -> nobody", "data.nothing -> out"],
  );
});

describe("--fix", () => {
  test("applies every fix, says which, writes the file, and ends with what remains", async () => {
    const { code, stderr } = await work.millrace(FIX);
    expect(stderr).toMatch(
      /^fixed EDGE_DANGLING {2}flow\.millrace\.json, .*\n {2}The wire .*\n {2}done: {2}Remove the wire\.$/m,
    );
    expect(stderr).toMatch(/^fixed PORT_UNKNOWN /m);
    expect(stderr).toMatch(/^valid$/m);
    expect(code).toBe(0);
    const { nodes, edges } = await read();
    expect(edges).toEqual([
      { from: "data.out", to: "late.in" },
      { from: "late.out", to: "out.in" },
    ]);
    // Two fixes of one param: the second is made for what the first has left.
    expect(nodes[0].params.types).toEqual({ b: "text", c: "text" });
    expect(await work.names()).not.toContain("flow.millrace.json.part");
  });

  test("reads words for a missing value as none, and offers no Cast that would fail their rows", async () => {
    await work.write("in.csv", "x0,x1\n1,2\n-,3\n5,?\n7,n/a\n");
    await work.write("m.onnx", mlp({ inputs: 2, hidden: [2], outputs: 1 }));
    await work.flow(
      "flow.millrace.json",
      [
        ["data", "csv", { path: "in.csv" }],
        ["model", "onnx", { model: "m.onnx" }],
        ["out", "write-csv", { path: "out.csv" }],
      ],
      ["data -> model", "model -> out"],
    );
    const { code, stderr } = await work.millrace(FIX);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).not.toContain("Cast");
    const { nodes } = await read();
    expect(nodes.map(({ kind }) => kind)).toEqual(["csv", "onnx", "write-csv"]);
    expect(nodes[0].params).toEqual({ path: "in.csv", alsoNull: ["-", "?", "n/a"] });
  });

  test.each([["1.100,5"], ["12%"], ["€5"], ["1,5"]])("offers no Cast for cells such as %s", async (cell) => {
    await work.write("in.csv", `x0;x1\n${cell};2\n${cell};3\n`);
    await work.write("m.onnx", mlp({ inputs: 2, hidden: [2], outputs: 1 }));
    await work.flow(
      "flow.millrace.json",
      [
        ["data", "csv", { path: "in.csv", types: { x0: "text" } }],
        ["model", "onnx", { model: "m.onnx" }],
      ],
      ["data -> model"],
    );
    const { code, stderr } = await work.millrace(FIX);
    expect(code).toBe(2);
    expect(stderr).toContain(`has cells such as "${cell}", which Cast cannot read`);
    expect((await read()).nodes).toHaveLength(2);
  });

  test("offers a Cast where all cells that were seen can be read", async () => {
    await work.write("in.csv", "x0,x1\n007,2\n008,3\n");
    await work.write("m.onnx", mlp({ inputs: 2, hidden: [2], outputs: 1 }));
    await work.flow(
      "flow.millrace.json",
      [
        ["data", "csv", { path: "in.csv" }],
        ["model", "onnx", { model: "m.onnx" }],
      ],
      ["data -> model"],
    );
    const { stderr } = await work.millrace(FIX);
    expect(stderr).toMatch(/done: {2}Insert Cast for x0\./);
    expect((await read()).nodes).toHaveLength(3);
  });

  test("leaves a warning whose fix would bring an error", async () => {
    const { stderr } = await work.millrace(FIX);
    expect(stderr).toMatch(/^warning COLUMN_MIXED .*\n.*Column "a"/m);
    expect(stderr).not.toContain('done:  Read "a" as text.');
  });

  test("leaves it as well while other errors would hide that error, and says so", async () => {
    await work.flow(
      "flow.millrace.json",
      [
        ["data", "csv", { path: "in.csv" }],
        ["some", "select", { columns: "a" }],
        ["late", "threshold", { column: "a", value: 1, release: 2 }],
      ],
      ["data -> some", "some -> late"],
    );
    const before = await work.read("flow.millrace.json");
    const { code, stderr } = await work.millrace(FIX);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error PARAM_INVALID /m);
    expect(stderr).toMatch(/^3 fixes of warnings wait until the errors are mended/m);
    expect(await work.read("flow.millrace.json")).toBe(before);
  });

  test("names the ports of wires that have none", async () => {
    await work.flow(
      "flow.millrace.json",
      [
        ["data", "csv", { path: "in.csv", types: { a: "text", b: "text", c: "text" } }],
        ["out", "write-csv", { path: "out.csv" }],
      ],
      [],
    );
    const bare = { ...(await read()), edges: [{ from: "data", to: "out" }] };
    await work.write("flow.millrace.json", JSON.stringify(bare));
    const { code, stderr } = await work.millrace(FIX);
    expect(code, stderr).toBe(0);
    expect(stderr.match(/EDGE_DANGLING/g)).toHaveLength(1);
    expect((await read()).edges).toEqual([{ from: "data.out", to: "out.in" }]);
  });

  test("a fixed workflow is left as it is, byte for byte", async () => {
    await work.millrace(FIX);
    const before = await work.read("flow.millrace.json");
    const { stderr } = await work.millrace(FIX);
    expect(stderr).not.toMatch(/^fixed/m);
    expect(await work.read("flow.millrace.json")).toBe(before);
  });

  test("--json tells what was fixed and what remains", async () => {
    await work.flow(
      "flow.millrace.json",
      [
        ["data", "csv", { path: "in.csv", types: { a: "text", b: "text", c: "text" } }],
        ["some", "select", { columns: ["nothing"] }],
        ["out", "write-csv", { path: "out.csv" }],
      ],
      ["data -> some", "some -> out", "some -> out"],
    );
    const { code, stdout } = await work.millrace([...FIX, "--json"]);
    expect(code).toBe(2);
    const { valid, fixed, issues } = JSON.parse(stdout) as Record<"fixed" | "issues", Issue[]> & {
      valid: boolean;
    };
    expect(valid).toBe(false);
    expect(fixed.map((issue) => issue.code)).toEqual(["EDGE_DUPLICATE"]);
    expect(fixed[0].fix?.label).toBe("Remove the wire");
    expect(issues.map((issue) => issue.code)).toEqual(["COLUMN_UNKNOWN"]);
  });

  test("refuses a file that it would write back with less in it", async () => {
    const text = (await work.read("flow.millrace.json")).replace('"version": 1', '"version": 99');
    await work.write("flow.millrace.json", text);
    const { code, stderr } = await work.millrace(FIX);
    expect({ code, text: await work.read("flow.millrace.json") }).toEqual({ code: 2, text });
    expect(stderr).toContain("WORKFLOW_READ_ONLY");
  });

  test("goes with no --set: that is for one run, and would be written", async () => {
    const before = await work.read("flow.millrace.json");
    const { code, stderr } = await work.millrace([...FIX, "--set", "data.path=in.csv"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/'--fix'.*cannot be used with.*'--set/);
    expect(await work.read("flow.millrace.json")).toBe(before);
  });
});

test("without --fix, the fixes are offered and nothing is written", async () => {
  const before = await work.read("flow.millrace.json");
  const { stderr } = await work.millrace(["validate", "flow.millrace.json"]);
  expect(stderr).toMatch(
    /^\d+ fixes are offered; apply with: millrace validate flow\.millrace\.json --fix$/m,
  );
  expect(await work.read("flow.millrace.json")).toBe(before);
});
