import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import ordinal from "./ordinal.ts";

const frame = frameOf({ fields: [field("c", "text"), field("n", "int32")] }, [
  { c: "b", n: 7 },
  { c: "x", n: 8 },
  { c: null, n: null },
]);
const signal = new AbortController().signal;

async function* once() {
  yield frame;
}

describe("ordinal", () => {
  const params = { columns: { c: ["a", "b"], n: ["7", "8"] } };

  test("adds the place of each value in its list, -1 for others", async () => {
    const { outputs } = await runNode(ordinal, { params, inputs: { in: [frame] } });
    const rows = [0, 1, 2].map((row) =>
      ["c_code", "n_code"].map((name) => outputs.out[0].column(name).get(row)),
    );
    expect(rows).toEqual([
      [1, 0],
      [-1, 1],
      [-1, -1],
    ]);
  });

  test("says of each column how many rows had a value that is not in its list", async () => {
    const both = { columns: { c: ["a"], n: ["7"] } };
    const { warnings } = await runNode(ordinal, { params: both, inputs: { in: [frame] } });
    expect(warnings).toEqual([
      expect.stringContaining('"c" in 2 rows, such as "b"; "n" in 1 row, such as "8". Their code is -1.'),
    ]);
  });

  test("can fail the rows with other values", async () => {
    const { failed } = await runNode(ordinal, {
      params: { ...params, unknown: "fail" },
      inputs: { in: [frame] },
    });
    expect(failed).toMatchObject([{ row: 1, column: "c" }, { row: 2 }]);
  });

  test("learns only the empty lists", async () => {
    const learned = await ordinal.fit!(once(), {
      params: { ...ordinal.params.parse(params), columns: { c: [], n: ["9"] } },
      signal,
    });
    expect(learned).toEqual({ columns: { c: ["b", "x"], n: ["9"] } });
  });

  test("refuses a name that is taken", async () => {
    const { issues } = await runNode(ordinal, {
      params: { columns: { c: ["a"], c_code: ["b"] } },
      inputs: { in: [frame] },
    });
    expect(issues.map(({ code }) => code)).toContain("COLUMN_UNKNOWN");
  });
});
