// What are the classes of a model of text called? As the node is told, else as a file beside the model says, else as the model itself says.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HostServices, ModelFacts } from "../../../engine/sdk/services.ts";

export interface LabelParams {
  readonly labels: readonly string[];
  /** One label a line, or the config.json of Hugging Face with `id2label`; empty = none. */
  readonly labelsFile: string;
}

/** null where nobody has said them. */
export async function readLabels(
  { labels, labelsFile }: LabelParams,
  { metadata }: ModelFacts,
  host: Pick<HostServices, "files">,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  if (labels.length > 0) return labels;
  if (labelsFile !== "") {
    const text = new TextDecoder().decode(await host.files.readAll(labelsFile, signal));
    const found = labelsIn(text);
    if (found) return found;
    throw new MillraceError("LABELS_UNREADABLE", {
      message: "The file names no labels.",
      file: labelsFile,
      expected: "one label a line, a JSON list, or a config.json with id2label",
      got: text.slice(0, 40),
      hint: "Take the config.json that came with the model, or write the labels line by line.",
    });
  }
  for (const key of ["labels", "id2label", "names", "classes"])
    if (Object.hasOwn(metadata, key)) return labelsIn(metadata[key]);
  return null;
}

export function labelsIn(text: string): readonly string[] | null {
  const json = parsed(text);
  if (Array.isArray(json)) return json.map(String);
  if (typeof json === "object" && json !== null) {
    const named = "id2label" in json ? json.id2label : json;
    return typeof named === "object" && named !== null ? inOrder(Object.entries(named)) : null;
  }
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const whole = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  return whole.length > 0 ? whole : null;
}

/** `{"0": "ham", "1": "spam"}`: only where the numbers are 0, 1, 2… */
function inOrder(entries: readonly (readonly [string, unknown])[]): readonly string[] | null {
  const names = new Map(entries.map(([id, name]) => [Number(id), String(name)]));
  const order = entries.map((_, id) => names.get(id));
  return order.length > 0 && order.every((name) => name !== undefined) ? order : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
