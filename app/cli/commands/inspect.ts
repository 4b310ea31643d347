// `millrace inspect`: answers for every file it is given: what it is, or why it is refused and what to do.

import { resolve } from "node:path";
import { isReference } from "../../../engine/document/model-reference.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { libraryFiles } from "../../../engine/library/files.ts";
import type { Inspection } from "../../../engine/models/onnx/inspect.ts";
import { inspectModel, type Opens } from "../../engine-process/inspect-model.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { problemText } from "../report/problem.ts";
import { bytes, count, duration } from "../../engine-process/numbers.ts";

export async function inspectCommand(file: string, { json }: { readonly json: boolean }): Promise<number> {
  const shown = {
    ...(await inspectModel(libraryFiles(diskFiles(process.cwd())), isReference(file) ? file : resolve(file))),
    file,
  };
  const { refusals } = shown;
  if (json) process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
  else print(shown);
  return refusals.length > 0 ? ExitCode.invalid : ExitCode.done;
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
  for (const problem of refusals) process.stdout.write(problemText(process.stdout, "refused", problem));
  for (const problem of warnings) process.stdout.write(problemText(process.stdout, "note", problem));
}

function tensor({ name, dtype, shape }: TensorSpec): string {
  return `${name}: ${dtype}[${shape.join(",")}]`;
}
