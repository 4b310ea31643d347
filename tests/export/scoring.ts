// The workflow that most tests of exported programs are about: rows, a model, a threshold, a file; one row does not fit.

import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll } from "vitest";
import { mlp } from "../models/make.ts";
import { workspace, type Workspace } from "../cli/millrace.ts";
import { exported, installPackages } from "./exported.ts";

export const ROWS = "id,a,b\n1,0.5,1\n2,1.5,2\nx,oops,3\n4,2.5,4\n";

export interface Scoring {
  readonly work: Workspace;
  /** The program's folder, which holds its input too. */
  readonly folder: string;
}

/** A workspace with `flow.millrace.json`, and the program that it is exported to. Call it at the top of a file. */
export function scoring(): Scoring {
  const work = workspace();
  let folder = "";
  beforeAll(async () => {
    await writeScoring(work);
    folder = await exported(work, "flow.millrace.json", "program");
    await cp(work.path("rows.csv"), join(folder, "rows.csv"));
  });
  return {
    work,
    get folder() {
      return folder;
    },
  };
}

/** The workflow alone. */
export async function writeScoring(work: Workspace): Promise<void> {
  await work.write("rows.csv", ROWS);
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["late", "threshold", { column: "b", value: 2 }],
      ["write", "write-csv", { path: "results/out.csv" }],
    ],
    ["rows -> model", "model -> late", "late -> write"],
  );
  await mkdir(work.path("results"));
}

/** A copy of a program, with its packages. */
export async function copyProgram(from: string, to: string): Promise<string> {
  await cp(from, to, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  await installPackages(to);
  return to;
}
