// `--set node.param=value`: params changed for one run, without touching the file.

import { isReference } from "../../engine/document/model-reference.ts";
import { resolve } from "node:path";
import type { Catalog } from "../../engine/catalog/catalog.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { paramShape } from "../../engine/plan/params.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { infoOf } from "../../engine/sdk/params.ts";

const PATH_CONTROLS: readonly (string | undefined)[] = ["file", "folder", "model"];

/** The document with the settings applied, in their order. Paths become absolute, from the current folder. */
export async function applySettings(
  document: WorkflowDocument,
  settings: readonly string[],
  catalog: Catalog,
): Promise<WorkflowDocument> {
  let changed = document;
  for (const setting of settings) changed = await applySetting(changed, setting, catalog);
  return changed;
}

async function applySetting(
  document: WorkflowDocument,
  setting: string,
  catalog: Catalog,
): Promise<WorkflowDocument> {
  const parts = /^([^.=]+)\.([^.=]+)((?:\.[^.=]+)*)=(.*)$/s.exec(setting);
  if (!parts) {
    throw new MillraceError("USAGE_SET", {
      message: `"--set ${setting}" is not of the form node.param=value.`,
      expected: "node.param=value",
      got: setting,
      hint: "For example: --set csv.path=data.csv",
    });
  }
  const [, id, param, deeper, text] = parts;
  const node = document.nodes.find((candidate) => candidate.id === id);
  if (!node)
    throw unknownName(
      "node",
      id,
      document.nodes.map((candidate) => candidate.id),
      setting,
    );
  const definition = await catalog.load(node.kind);
  const shape = definition ? paramShape(definition) : {};
  if (definition && !Object.hasOwn(shape, param))
    throw unknownName("param", param, Object.keys(shape), setting);
  const isPath = Object.hasOwn(shape, param) && PATH_CONTROLS.includes(infoOf(shape[param])?.control);
  const value = parseValue(text);
  const isPlace = isPath && typeof value === "string" && value !== "" && !isReference(value);
  const final = isPlace ? resolve(value) : value;
  const params = setDeep(node.params, [param, ...deeper.split(".").filter(Boolean)], final);
  return {
    ...document,
    nodes: document.nodes.map((old) => (old === node ? { ...node, params } : old)),
  };
}

/** JSON where it is JSON, else the text itself. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function setDeep(
  object: unknown,
  [key, ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  const base = object !== null && typeof object === "object" ? (object as Record<string, unknown>) : {};
  return { ...base, [key]: rest.length === 0 ? value : setDeep(base[key], rest, value) };
}

function unknownName(what: string, name: string, known: readonly string[], setting: string): MillraceError {
  return new MillraceError("USAGE_SET", {
    message: `"--set ${setting}" names the ${what} "${name}", which does not exist.`,
    expected: `one of ${known.join(", ")}`,
    got: name,
    hint: `Use one of: ${known.join(", ")}.`,
  });
}
