// What the samples of an exported program are: part of its folder, read by the exporter and by the program itself.

import { extname } from "node:path";
import type { WorkflowDocument } from "../../document/types.ts";

/** Below the program's folder. */
export const SAMPLES = "selftest/samples.json";
export const EXPECTED = "selftest/expected";

/** How to run the workflow on its samples. Paths are below the program's folder, with `/`. */
export interface Samples {
  /** Rows that each source gives at the most. */
  readonly limit: number;
  /** Params by node: the samples in place of what the sources read. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The files that nodes write: the param that names it, and the name it gets beside the others. */
  readonly outputs: Readonly<Record<string, { readonly param: string; readonly file: string }>>;
  /** When the files of folders were changed, in milliseconds: an order may go by it, and a copy of a file has a time of its own. */
  readonly times: Readonly<Record<string, number>>;
  /** Nodes whose output rows are recorded; the name of the file they go to. */
  readonly recorded: Readonly<Record<string, string>>;
}

/** The files that get what nodes print, and rows that failed. No id of a node has a blank, so they are nobody's output. */
export const PRINTED = "what nodes print.txt";
export const FAILED = "failed rows.jsonl";

/**
 * The workflow on its samples. Their paths stay relative to the program's folder, since paths can be part of the results;
 * `into` is where outputs go, absolute and with `/`.
 */
export function onSamples(
  document: WorkflowDocument,
  { inputs, outputs }: Samples,
  into: string,
): WorkflowDocument {
  const nodes = document.nodes.map((node) => {
    const params: Record<string, unknown> = { ...node.params };
    if (Object.hasOwn(inputs, node.id)) Object.assign(params, inputs[node.id]);
    if (Object.hasOwn(outputs, node.id)) {
      const { param, file } = outputs[node.id];
      params[param] = `${into}/${file}`;
    }
    return { ...node, params };
  });
  return { ...document, nodes };
}

/** What a file of the samples ends with. None where it has signs that mean something to a shell: the files stand in commands. */
export function endingOf(path: string): string {
  const ending = extname(path);
  return /^\.[\p{L}\p{N}_-]+$/u.test(ending) ? ending : "";
}

/** What an output of a node is called among the samples. One that is several files has a place for their numbers. */
export function outputName(node: string, path: unknown): string {
  const text = typeof path === "string" ? path : "";
  return node + (text.includes("{n}") ? "-{n}" : "") + endingOf(text);
}
