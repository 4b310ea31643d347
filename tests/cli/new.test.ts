// Does `millrace new` make workflows that run without hand editing, for the usual ways columns and inputs meet?

import { readdir } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { onnxModel } from "../../engine/models/onnx/build.ts";
import { fixedBatch1, mlp, multiInput, zipMapClassifier } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const work = workspace();

const columns = (count: number) => Array.from({ length: count }, (_, i) => `x${i}`);
const numbers = (count: number, row: number) =>
  Array.from({ length: count }, (_, i) => ((row + 1) * (i + 1)) / 8);

function csv(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [names, ...rows].map((cells) => `${cells.join(",")}\n`).join("");
}

beforeAll(async () => {
  await work.write("wide.onnx", mlp({ hidden: [8] }));
  const rows = [0, 1, 2].map((row) => [`r${row}`, ...numbers(16, row), "kept"]);
  await work.write("wide.csv", csv(["id", ...columns(16), "note"], rows));
  await work.write("multi.onnx", multiInput());
  await work.write(
    "multi.csv",
    csv(
      ["age", "name", "volume", "price"],
      [
        [12, '"A, B"', 1.5, 3],
        [9, "C", 0, 0.25],
      ],
    ),
  );
  await work.write("one.onnx", mlp({ inputs: 4, hidden: [4], outputs: 1 }));
  await work.write("four.csv", csv(columns(4), [numbers(4, 0), numbers(4, 1)]));
  await work.write("fixed.onnx", fixedBatch1());
  await work.write("zip.onnx", zipMapClassifier());
  await work.write("iris.onnx", zipMapClassifier(["setosa", "versicolor", "virginica"]));
  await work.write(
    "two.csv",
    csv(
      ["a", "b"],
      [
        [1, 2],
        [2, 1],
      ],
    ),
  );
  await work.write("vector.onnx", vectorOutput());
  await work.write("text.onnx", "no model\n");
});

/** `x[N,4]` → `y[N]`, the sum of a row. */
function vectorOutput(): Uint8Array {
  return onnxModel({
    inputs: [{ name: "x", dtype: "float32", shape: ["N", 4] }],
    outputs: [{ name: "y", dtype: "float32", shape: ["N"] }],
    nodes: [
      {
        op: "ReduceMean",
        inputs: ["x"],
        outputs: ["y"],
        attributes: { axes: { ints: [1] }, keepdims: { int: 0 } },
      },
    ],
    initializers: [],
  });
}

/** Makes a workflow, runs it as it is, and answers the cells of what it wrote. */
async function scored(model: string, input: string, flow: string): Promise<string[][]> {
  const output = `${flow}-scored.csv`;
  const args = ["new", "--model", model, "--input", input, "--output", output, "-o", `${flow}.millrace.json`];
  const made = await work.millrace(args);
  expect(made.code, made.stderr).toBe(0);
  expect(made.stdout).toBe(`${flow}.millrace.json\n`);
  const ran = await work.millrace(["run", `${flow}.millrace.json`]);
  expect(ran.code, ran.stderr).toBe(0);
  return (await work.read(output))
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
}

describe("a workflow from a model and a table runs as it was made", () => {
  test("columns x0…x15 become x[N,16]; others pass through; y[N,3] becomes y0, y1, y2", async () => {
    const [head, ...rows] = await scored("wide.onnx", "wide.csv", "wide");
    expect(head).toEqual(["id", ...columns(16), "note", "y0", "y1", "y2"]);
    expect(rows).toHaveLength(3);
    for (const [i, row] of rows.entries()) {
      expect(row.slice(0, 18)).toEqual([`r${i}`, ...numbers(16, i).map(String), "kept"]);
      const [a, b, c] = row.slice(18).map(Number);
      // The last layer is a softmax in float32: its three answers make 1, to seven digits.
      expect(a + b + c).toBeCloseTo(1, 5);
    }
  });

  test("one column per scalar input, by exact name, in any order", async () => {
    const [head, ...rows] = await scored("multi.onnx", "multi.csv", "multi");
    expect(head).toEqual(["age", "name", "volume", "price", "score", "isOld"]);
    expect(rows).toEqual([
      ["12", '"A, B"', "1.5", "3", "19.5", "true"],
      ["9", "C", "0", "0.25", "9.5", "false"],
    ]);
  });

  test.each(["one.onnx", "vector.onnx"])("an output y[N,1] or y[N] becomes y: %s", async (model) => {
    const [head, ...rows] = await scored(model, "four.csv", model.replace(".onnx", ""));
    expect(head).toEqual([...columns(4), "y"]);
    if (model === "vector.onnx") expect(rows.map((row) => row[4])).toEqual(["0.3125", "0.625"]);
  });

  test("a model fixed at one row is looped, and that is said", async () => {
    const [head, ...rows] = await scored("fixed.onnx", "four.csv", "fixed");
    expect(head).toEqual([...columns(4), "y0", "y1"]);
    expect(rows).toHaveLength(2);
  });

  test("scores of a classifier are called by its classes, unless something else is set", async () => {
    const inputs = ["--set", 'model.inputs.float_input=["a","b"]'];
    const args = ["new", "--model", "iris.onnx", "--input", "two.csv", "--output", "iris.scored.csv"];
    const header = async (flow: string, ...more: string[]) => {
      const made = await work.millrace([...args, "-o", flow, ...inputs, ...more]);
      expect(made.code, made.stderr).toBe(0);
      const { code, stderr } = await work.millrace(["run", flow]);
      expect(code, stderr).toBe(0);
      return (await work.read("iris.scored.csv")).split("\n")[0];
    };
    const classes = ["setosa", "versicolor", "virginica"].map((name) => `output_probability_${name}`);
    expect(await header("iris.millrace.json")).toBe(`a,b,output_label,${classes.join()}`);
    const numbers = [0, 1, 2].map((i) => `output_probability${i}`);
    const set = ["--set", "model.scoreNames=numbers"];
    expect(await header("numbers.millrace.json", ...set)).toBe(`a,b,output_label,${numbers.join()}`);
    const { stdout } = await work.millrace(["inspect", "iris.onnx"]);
    expect(stdout).toMatch(/^classes +output_probability: setosa, versicolor, virginica$/m);
  });
});

describe("what it does with doubt", () => {
  test("columns without a match are an issue that names both sides; the file is there to be mended", async () => {
    const args = ["new", "--model", "wide.onnx", "--input", "two.csv", "-o", "doubt.millrace.json"];
    const { code, stderr } = await work.millrace(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/expected: .*16/);
    expect(await work.names()).toContain("doubt.millrace.json");
  });

  test("a refused model leaves no file", async () => {
    const args = ["new", "--model", "text.onnx", "--input", "two.csv", "-o", "refused.millrace.json"];
    const { code, stderr } = await work.millrace(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/error MODEL_[A-Z_]+/);
    expect(await work.names()).not.toContain("refused.millrace.json");
  });

  test("an existing file is kept unless --force is given", async () => {
    await work.write("there.millrace.json", "mine\n");
    const args = ["new", "--model", "one.onnx", "--input", "four.csv", "-o", "there.millrace.json"];
    const refused = await work.millrace(args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("USAGE_EXISTS");
    expect(await work.read("there.millrace.json")).toBe("mine\n");
    expect((await work.millrace([...args, "--force"])).code).toBe(0);
    expect(await work.read("there.millrace.json")).toContain('"format": "millrace"');
  });

  test("writes paths relative to the workflow file", async () => {
    const args = ["new", "--model", "one.onnx", "--input", "four.csv", "-o", "deep/er/flow.millrace.json"];
    const { code, stderr } = await work.millrace(args);
    expect(code, stderr).toBe(0);
    const flow = await work.read("deep/er/flow.millrace.json");
    expect(flow).toContain('"../../one.onnx"');
    expect(flow).toContain('"../../four.csv"');
    expect((await work.millrace(["run", "deep/er/flow.millrace.json"])).code).toBe(0);
    expect(await work.names()).toContain("four.scored.csv");
  });

  test("says what it guessed", async () => {
    const args = ["new", "--model", "wide.onnx", "--input", "wide.csv", "-o", "guess.millrace.json"];
    const { stderr } = await work.millrace(args);
    expect(stderr).toContain("guessed columns: 2 text, 16 float64\n");
    expect(stderr).toContain("guessed input x[N,16] from x0, x1, x2 … x15\n");
    expect(stderr).toContain("guessed adds y0, y1, y2\n");
  });
});

describe("a second try", () => {
  const args = ["new", "--model", "one.onnx", "--input", "shop.csv", "-o", "shop.millrace.json"];
  const row = "price,qty,id,size,day\n1,2,3,4,5\n";

  test("is told what to type, and takes the place of what cannot run", async () => {
    await work.write("shop.csv", row);
    const first = await work.millrace(args);
    expect(first.code).toBe(2);
    expect(first.stderr).toContain("cannot run yet: type the same again with\n  --set 'model.inputs.x=[");
    const [, setting] = /--set '(.*)'\n$/.exec(first.stderr)!;
    const bad = await work.millrace([...args, "--set", 'model.inputs.x=["price"]']);
    expect(bad.stderr).not.toContain("USAGE_EXISTS");
    const again = await work.millrace([...args, "--set", setting]);
    expect(again.code, again.stderr).toBe(0);
    expect(await work.read("shop.millrace.json")).not.toContain("draft");
    expect((await work.millrace(args)).stderr).toContain("USAGE_EXISTS");
  });

  test("keeps a draft that somebody has changed", async () => {
    await work.write("shop.csv", row);
    const own = [...args.slice(0, -1), "own.millrace.json"];
    await work.millrace(own);
    await work.write(
      "own.millrace.json",
      (await work.read("own.millrace.json")).replace("shop.csv", "mine.csv"),
    );
    expect((await work.millrace(own)).stderr).toContain("USAGE_EXISTS");
    expect(await work.read("own.millrace.json")).toContain("mine.csv");
  });

  test("prints the order that was given, also of a column that is named twice", async () => {
    await work.write("shop.csv", row);
    const given = [...args, "--force", "--set"];
    const ordered = await work.millrace([...given, 'model.inputs.x=["qty","price","id","day"]']);
    expect(ordered.stderr).toContain("given input x[N,4] from qty, price, id, day\n");
    const twice = await work.millrace([...given, 'model.inputs.x=["qty","qty","id","day"]']);
    expect(twice.stderr).toContain("given input x[N,4] from qty, qty, id, day\n");
  });
});

test("what is written is spelled as what is read: delimiter, decimal sign, line ends", async () => {
  const head = "x0;x1;x2;x3;note";
  await work.write("german.csv", `${head}\r\n1,50;2,0;0,25;10;a,b\r\n2,50;3,0;0,75;20;c\r\n`);
  const args = ["new", "--model", "vector.onnx", "--input", "german.csv", "-o", "german.millrace.json"];
  expect((await work.millrace(args)).code).toBe(0);
  expect((await work.millrace(["run", "german.millrace.json"])).code).toBe(0);
  expect(await work.read("german.scored.csv")).toMatch(
    /^x0;x1;x2;x3;note;y\r\n1,50;2,0;0,25;10;a,b;3,4375\r\n2,50;3,0;0,75;20;c;.*\r\n$/,
  );
  const own = await work.millrace([...args, "--force", "--set", "output.delimiter=tab"]);
  expect(own.code).toBe(0);
  expect(await work.read("german.millrace.json")).toContain('"delimiter": "tab"');
});

describe("a workflow from a template", () => {
  test("is a folder of one's own, without what made it, that runs", async () => {
    const { code, stdout, stderr } = await work.millrace([
      "new",
      "--template",
      "shipment-delay",
      "-o",
      "mine",
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toBe("mine/shipment-delay.millrace.json\n");
    const names = await readdir(work.path("mine"));
    expect(names).toContain("shipment-delay.millrace.json");
    expect(names).not.toContain("make");
    const ran = await work.millrace(["run", "mine/shipment-delay.millrace.json"]);
    expect(ran.code, ran.stderr).toBe(0);
  });

  test("is not copied over what is there", async () => {
    const { code, stderr } = await work.millrace(["new", "--template", "shipment-delay", "-o", "."]);
    expect(code).toBe(2);
    expect(stderr).toContain("USAGE_EXISTS");
  });

  test("stands alone", async () => {
    const { code, stderr } = await work.millrace([
      "new",
      "--template",
      "shipment-delay",
      "--model",
      "one.onnx",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("--template");
  });
});
