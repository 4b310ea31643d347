// Does the model behind take what the tokenizer gives: its columns, their length, and the highest number among the tokens?

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { HostServices, TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../../_shared/model-input.ts";
import { isBeyondTable } from "../../_shared/text/run-tokens.ts";
import type { TextTokenizer } from "../../_shared/text/tokenizer.ts";

export interface TokenColumn {
  readonly param: "ids" | "mask" | "types";
  readonly output: string;
}

interface Names {
  readonly ids: string;
  readonly mask: string;
  readonly types: string;
}

export function tokenColumns(params: Names): readonly TokenColumn[] {
  return (["ids", "mask", "types"] as const).flatMap((param) =>
    params[param] === "" ? [] : [{ param, output: params[param] }],
  );
}

/** What is seen without running the model: names, types and lengths of its inputs. */
export function modelIssues(
  inputs: readonly TensorSpec[],
  columns: readonly TokenColumn[],
  maxTokens: number,
  padding: "fixed" | "longest",
): NodeIssue[] {
  const has = inputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ") || "none";
  const wrong = columns.filter(({ output }) => !inputs.some(({ name }) => name === output));
  const missing = inputs.filter(({ name }) => !columns.some(({ output }) => output === name));
  const widths = inputs.flatMap(({ shape }) => (typeof shape[1] === "number" ? [shape[1]] : []));
  const width = widths.find((size) => padding === "longest" || size !== maxTokens);
  const issue = (path: string, message: string, expected: string, got: string, hint: string): NodeIssue => ({
    ...{
      code: "MODEL_INPUT_MISMATCH",
      severity: "error",
      path: `params.${path}`,
      message,
      expected,
      got,
      hint,
    },
  });
  return [
    ...wrong.map(({ param, output }) =>
      issue(
        param,
        `The model has no input "${output}".`,
        `one of ${has}`,
        output,
        "Name the column as the model does, or leave it empty.",
      ),
    ),
    ...(wrong.length === 0 ? missing : []).map(({ name }) =>
      issue(
        "model",
        `Nothing goes into the input "${name}" of the model.`,
        "a column for each input",
        "none",
        `Name one of the columns "${name}".`,
      ),
    ),
    ...(width === undefined
      ? []
      : [
          issue(
            "maxTokens",
            `The model takes exactly ${width} tokens.`,
            `${width}, filled up`,
            padding === "longest" ? "as many as the longest" : String(maxTokens),
            `Set "Most tokens" to ${width} and fill up short texts to the most.`,
          ),
        ]),
  ];
}

/** Gives the model its highest number once, before any row: one that it has no entry for belongs to another tokenizer. */
export async function refuseMisfit(
  params: Names & { readonly model: string; readonly tokenizer: string },
  tokenizer: TextTokenizer,
  { models }: Pick<HostServices, "models">,
  signal: AbortSignal,
): Promise<void> {
  const session = await models.open(params.model, { signal });
  const highest = tokenizer.vocabulary - 1;
  try {
    const feeds = session.inputs.map((spec) => {
      const width = typeof spec.shape[1] === "number" ? spec.shape[1] : 1;
      const value = spec.name === params.ids ? highest : spec.name === params.mask ? 1 : 0;
      const data =
        spec.dtype === "int64"
          ? new BigInt64Array(width).fill(BigInt(value))
          : new Int32Array(width).fill(value);
      return [spec.name, { dtype: spec.dtype, dims: [1, width], data }] as const;
    });
    await session.run(Object.fromEntries(feeds) as never);
  } catch (cause) {
    if (!isBeyondTable(cause)) throw cause;
    throw new MillraceError("TOKENIZER_MISFIT", {
      message: `The tokenizer has ${tokenizer.vocabulary} tokens, and the model has no entry for the last of them: it belongs to another model.`,
      file: params.tokenizer,
      path: "params.tokenizer",
      expected: "the tokenizer of the model",
      got: `tokens up to ${highest}`,
      hint: "Take the tokenizer.json that came with the model.",
      fatal: true,
      cause,
    });
  } finally {
    await session.close();
  }
}
