// `millrace inspect`: answers for every file it is given: what it is, or why it is refused and what to do.

import { resolve } from "node:path";
import { systemClock } from "../../../engine/host/clock.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { inspectFile, type Inspection } from "../../../engine/models/onnx/inspect.ts";
import type { ModelProblem } from "../../../engine/models/onnx/problem.ts";
import { trialOpen } from "../../../engine/models/trial-open.ts";
import type { Files, TensorSpec } from "../../../engine/sdk/services.ts";
import { ExitCode } from "../exit-code.ts";
import { painter, type Colour } from "../report/colour.ts";
import { bytes, count, duration } from "../report/numbers.ts";

export async function inspectCommand(file: string, { json }: { readonly json: boolean }): Promise<number> {
  const files = diskFiles(process.cwd());
  const path = resolve(file);
  const inspection = await inspectFile(files, path);
  const opened =
    inspection.model !== null && inspection.refusals.length === 0 ? await tryOpen(files, path) : null;
  const refusals = opened && "refusal" in opened ? [opened.refusal] : inspection.refusals;
  const shown = { ...inspection, file, refusals, opens: opened && "opens" in opened ? opened.opens : null };
  if (json) process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
  else print(shown);
  return refusals.length > 0 ? ExitCode.invalid : ExitCode.done;
}

/** How opening went: what the file says of itself is not all that the runtime asks for. */
interface Opens {
  readonly provider: string;
  readonly loadMs: number;
}

/** Opens the model in a throw-away process: a model that brings the runtime down must not take the answer with it. */
async function tryOpen(files: Files, path: string): Promise<{ opens: Opens } | { refusal: ModelProblem }> {
  const trial = await trialOpen(path, { files, clock: systemClock });
  if (trial.opened) return { opens: { provider: trial.provider, loadMs: trial.loadMs } };
  const { code, details } = trial.error;
  const { message, hint, expected, got } = details;
  return { refusal: { code, message, hint, ...(expected && { expected }), ...(got && { got }) } };
}

function print(shown: Inspection & { readonly opens: Opens | null }): void {
  const { file, is, size, sha256, model, refusals, warnings, opens } = shown;
  const lines: (readonly [string, string])[] = [
    ["file", `${file}: ${is}${size === null ? "" : `, ${bytes(size)}`}`],
  ];
  if (sha256) lines.push(["sha256", sha256]);
  if (model) {
    const { opsets, irVersion, producer, parameters, operators, metadata, quantization, external, dropped } =
      model;
    const sets = Object.entries(opsets).map(([domain, version]) => `${domain} ${version}`);
    lines.push(["opset", `${sets.join(", ")} (IR ${irVersion})`]);
    if (producer) lines.push(["made by", producer]);
    for (const [i, spec] of model.inputs.entries()) lines.push([i === 0 ? "inputs" : "", tensor(spec)]);
    for (const [i, spec] of model.outputs.entries()) lines.push([i === 0 ? "outputs" : "", tensor(spec)]);
    for (const { name, labels } of model.outputs)
      if (labels) lines.push(["classes", `${name}: ${labels.join(", ")}`]);
    if (dropped.length > 0) lines.push(["left out", dropped.join(", ")]);
    lines.push([
      "operators",
      Object.entries(operators)
        .map(([name, n]) => `${name} ${count(n)}`)
        .join(", "),
    ]);
    lines.push(["parameters", `${count(parameters.count)}, ${bytes(parameters.bytes)}`]);
    if (quantization !== "none") lines.push(["quantized", quantization]);
    for (const [i, { location }] of external.entries()) lines.push([i === 0 ? "external" : "", location]);
    for (const [i, [key, value]] of Object.entries(metadata).entries()) {
      lines.push([
        i === 0 ? "metadata" : "",
        `${key}: ${value.length > 100 ? `${value.slice(0, 100)}…` : value}`,
      ]);
    }
  }
  if (opens) lines.push(["opens", `on ${opens.provider}, in ${duration(opens.loadMs)}`]);
  for (const [label, text] of lines) process.stdout.write(`${label.padEnd(10)}  ${text}\n`);
  for (const problem of refusals) process.stdout.write(problemText("red", "refused", problem));
  for (const problem of warnings) process.stdout.write(problemText("yellow", "note", problem));
}

function tensor({ name, dtype, shape }: TensorSpec): string {
  return `${name}: ${dtype}[${shape.join(",")}]`;
}

function problemText(
  colour: Colour,
  word: string,
  { code, message, hint, expected, got }: ModelProblem,
): string {
  const paint = painter(process.stdout);
  const want = expected ? `  expected: ${expected}${got === undefined ? "" : `; got: ${got}`}\n` : "";
  return `${paint(colour, word)} ${code}\n  ${message}\n${want}  next:  ${hint}\n`;
}
