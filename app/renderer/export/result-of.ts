// Which node is a file of results of, and what of it? Files are named by their node: `alerts.csv`, `delay.model.jsonl`.

export interface ResultFile {
  /** Null where it is of no node. */
  readonly node: string | null;
  readonly what: "model" | "written" | "printed" | "failed";
}

const MODEL = /\.model\.jsonl$/;

export function resultOf(file: string): ResultFile {
  // No id of a node has a blank.
  if (file.includes(" ")) return { node: null, what: file.endsWith(".jsonl") ? "failed" : "printed" };
  if (MODEL.test(file)) return { node: file.replace(MODEL, ""), what: "model" };
  return { node: file.replace(/\.[^.]*$/, ""), what: "written" };
}
