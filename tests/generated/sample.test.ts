// The sample of the README is what this test makes, and the README's transcript is what comes of it.

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";
import { mlp } from "../models/make.ts";
import { uniform } from "../models/random.ts";

const FOLDER = "docs/sample";
const ROWS = 40;
/** The row that has no value in a column that the model needs. */
const GAP = 17;

/** Numbers of two digits that look like measurements; the same ones on every machine. */
function table(): string {
  const next = uniform(7);
  const cell = () => next().toFixed(2);
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const cells = Array.from({ length: 4 }, cell);
    if (i + 1 === GAP) cells[2] = "";
    return [i + 1, ...cells, `n${i + 1}`].join(",");
  });
  return ["id,x0,x1,x2,x3,note", ...lines, ""].join("\n");
}

const made: Readonly<Record<string, Uint8Array>> = {
  "model.onnx": mlp({ inputs: 4, hidden: [8], outputs: 3 }),
  "data.csv": new TextEncoder().encode(table()),
};

test.each(Object.keys(made))(
  `${FOLDER}/%s is what is made here (else: delete it, and this test makes it)`,
  (name) => {
    const path = `${FOLDER}/${name}`;
    if (!existsSync(path)) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(path, made[name]);
    }
    expect(Buffer.compare(made[name], readFileSync(path))).toBe(0);
  },
);

describe("README.md", () => {
  const work = workspace();

  test("shows what its commands print", async () => {
    mkdirSync(work.path(FOLDER), { recursive: true });
    cpSync(FOLDER, work.path(FOLDER), { recursive: true });
    const section = readFileSync("README.md", "utf8")
      .split(/^## /m)
      .find((part) => part.startsWith("Score a CSV"))!;
    const blocks = [...section.matchAll(/^```\n(\$ .*?)^```$/gms)].map(([, text]) => text);
    const steps = blocks.flatMap((text) => text.split(/^\$ /m).slice(1));
    expect(steps.length).toBeGreaterThan(4);
    for (const step of steps) {
      const [command, ...lines] = step.trim().split("\n");
      const printed = (await output(command)).trim().replaceAll(/in [\d.]+ m?s, .* rows\/s$/gm, "in …");
      expect(rounded(printed), command).toBe(rounded(lines.join("\n")));
    }
  });

  async function output(command: string): Promise<string> {
    const file = /^(?:head -(\d+)|cat) (\S+)$/.exec(command);
    if (file) {
      const lines = (await work.read(file[2])).split("\n");
      return lines.slice(0, Number(file[1] ?? lines.length)).join("\n");
    }
    const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
    expect(args.slice(0, 2)).toEqual(["npx", "millrace"]);
    const { stdout, stderr } = await work.millrace(args.slice(2));
    return stdout + stderr;
  }
});

/** Answers of a model to five decimals: the last ones of a float32 differ from CPU to CPU. */
function rounded(text: string): string {
  return text.replaceAll(/\d\.\d{6,}/g, (digits) => Number(digits).toFixed(5));
}
