// Which params of a workflow can be set from outside an exported program? Its files, and what a kind declares as `setting` or `entrySetting`.

import type { Plan, PlannedNode } from "../../plan/types.ts";
import { paramShape } from "../../plan/params.ts";
import { infoOf, type ParamInfo } from "../../sdk/params.ts";
import { OWN_NAMES } from "./flag-names.ts";
import { camelCase, capital, Names } from "./names.ts";

const PATH_CONTROLS: readonly string[] = ["file", "folder", "model"];

export interface OutsideSetting {
  readonly node: string;
  readonly param: string;
  /** Name in `config`. */
  readonly name: string;
  readonly value: string | number | boolean;
  readonly help: string;
  readonly isPath: boolean;
  readonly isFolder?: boolean;
  /** A file that its first lines are no sample of. */
  readonly isWhole?: boolean;
  /** A file that belongs to a model: it lies beside the models, and has their role. */
  readonly isAsset?: boolean;
  readonly role: "input" | "output" | "model" | "value";
  /** Where it is a part of the param, which is a list: the entry, and the key in it. */
  readonly entry?: readonly [index: number, key: string];
}

/** `word` is what its name ends with. */
type Found = Omit<OutsideSetting, "name"> & { readonly word: string };

/**
 * In flow order, paths before values. Only params that the workflow sets: a default stays the engine's. The first input,
 * output and model have short names, which they keep when the workflow grows behind them.
 */
export function outsideSettings(plan: Plan): readonly OutsideSetting[] {
  const found = plan.nodes.flatMap((node) => settingsOf(node, paramsOf(plan, node.id)));
  const names = new Names(OWN_NAMES);
  return [...found.filter(({ isPath }) => isPath), ...found.filter(({ isPath }) => !isPath)].map(
    (setting) => {
      const { word, ...rest } = setting;
      const isFirst = found.find(({ role }) => role === setting.role) === setting;
      const own = camelCase(setting.node) + capital(camelCase(word));
      return { ...rest, name: names.take(setting.isPath && isFirst ? setting.role : own) };
    },
  );
}

/** The params as the workflow has them. */
export function paramsOf({ document }: Plan, id: string): Readonly<Record<string, unknown>> {
  return document.nodes.find((node) => node.id === id)!.params;
}

function settingsOf(node: PlannedNode, params: Readonly<Record<string, unknown>>): Found[] {
  return Object.entries(paramShape(node.definition)).flatMap(([param, schema]): Found[] => {
    const value = params[param];
    const info = infoOf(schema);
    if (info?.entrySetting && Array.isArray(value)) return entriesOf(node, param, value, info.entrySetting);
    if (!info || !isSimple(value) || value === "") return [];
    const isPath = PATH_CONTROLS.includes(info.control);
    if (!isPath && !info.setting) return [];
    const help = `${node.title}: ${isPath ? wordsOf(info, node) : info.title.toLowerCase()}`;
    const role = roleOf(info, node);
    return [
      {
        ...{ node: node.id, param, word: param, value, help, isPath, role },
        ...(info.control === "folder" && { isFolder: true }),
        ...(info.whole && { isWhole: true }),
        ...(info.asset && { isAsset: true }),
      },
    ];
  });
}

/** A setting for each entry that has a name and a value. */
function entriesOf(
  node: PlannedNode,
  param: string,
  entries: readonly unknown[],
  { key, name, title }: NonNullable<ParamInfo["entrySetting"]>,
): Found[] {
  return entries.flatMap((entry, index): Found[] => {
    const { [key]: value, [name]: word, [title]: label } = (entry ?? {}) as Record<string, unknown>;
    if (!isSimple(value) || value === "" || typeof word !== "string") return [];
    const help = `${node.title}: ${key} of ${typeof label === "string" && label !== "" ? label : word}`;
    return [{ node: node.id, param, word, value, help, isPath: false, role: "value", entry: [index, key] }];
  });
}

function isSimple(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function roleOf({ control, asset }: ParamInfo, { definition }: PlannedNode): OutsideSetting["role"] {
  if (control === "model" || asset) return "model";
  if (!PATH_CONTROLS.includes(control)) return "value";
  return definition.effects.includes("writes") ? "output" : "input";
}

function wordsOf(info: ParamInfo, node: PlannedNode): string {
  const role = roleOf(info, node);
  const what = info.control === "folder" ? "folder" : "file";
  if (info.asset) return `${info.title.toLowerCase()} of the model`;
  return role === "model" ? "the model" : `the ${what} to ${role === "output" ? "write" : "read"}`;
}

/** Models that a node turns to for rows that fail. They cannot be set from outside, but have to be in the program. */
export function fallbackModels(plan: Plan): readonly { node: string; param: string; value: string }[] {
  return plan.nodes.flatMap(({ id, definition, rescue: { fallback } }) => {
    if (fallback?.use !== "params") return [];
    const shape = paramShape(definition);
    return Object.entries(fallback.params).flatMap(([param, value]) =>
      typeof value === "string" && Object.hasOwn(shape, param) && infoOf(shape[param])?.control === "model"
        ? [{ node: id, param, value }]
        : [],
    );
  });
}

/** What the place of such a model goes by. */
export function fallbackKey(node: string, param: string): string {
  return `${node}.fallback.${param}`;
}
