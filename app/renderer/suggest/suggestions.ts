// What can come next behind a node, set so that it runs at once? By the columns that it gives, and the models that are there.

import { upstream } from "../../../engine/document/topology.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { DataType, Field, Schema } from "../../../engine/frames/types.ts";
import type { KindDescription, PlannedView } from "../../bridge/shapes.ts";
import { modelsOf } from "../edits/preset-model.ts";
import { ERROR_PORT, fittingPort } from "../edits/ports.ts";
import { offered } from "../inspector/logic/column-filter.ts";
import { isVisible } from "../inspector/node/param-visible.ts";

type Preset = KindDescription["presets"][number];

export interface Suggestion {
  readonly kind: KindDescription;
  readonly preset: Preset;
  /** The output it is to be wired to. */
  readonly port: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface SuggestedFor {
  readonly document: WorkflowDocument;
  readonly node: string;
  readonly planned: PlannedView | undefined;
  /** The output alone that is asked about; any of them when absent. */
  readonly port?: string;
}

/** Files of the library that can be used now, by reference. */
export interface Usable {
  has(reference: string): boolean;
}

type Kinds = ReadonlyMap<string, KindDescription>;

/** Those about what the node itself has found come first, and where there are any the others stay away. What has been done is not proposed again. */
export function suggestionsFor(
  kinds: Kinds,
  usable: Usable,
  { document, node, planned, port }: SuggestedFor,
): readonly Suggestion[] {
  if (!planned) return [];
  const before = namesIn(planned.inputs);
  const done = new Set(
    document.nodes
      .filter(({ id }) => id === node || upstream(document, node).includes(id))
      .map(({ kind }) => kind),
  );
  const ports = Object.entries(planned.outputs).filter(
    ([id]) => id !== ERROR_PORT && (port === undefined || id === port),
  );
  const isMade = ({ name }: Field) => before.size > 0 && !before.has(name);
  const all = ports.flatMap(([id, schema]) => behind(kinds, usable, done, { port: id, schema, isMade }));
  const about = all.filter(({ made }) => made);
  return (about.length > 0 ? about : all).map(({ made: _, ...suggestion }) => suggestion);
}

function namesIn(ports: PlannedView["inputs"]): ReadonlySet<string> {
  return new Set(Object.values(ports).flatMap(({ fields }) => fields.map(({ name }) => name)));
}

interface Given {
  readonly port: string;
  readonly schema: Schema;
  readonly isMade: (field: Field) => boolean;
}

function behind(kinds: Kinds, usable: Usable, done: ReadonlySet<string>, { port, schema, isMade }: Given) {
  return [...kinds.values()].flatMap((kind): (Suggestion & { readonly made: boolean })[] => {
    if (done.has(kind.kind) || fittingPort(kind, "input", "table") === null) return [];
    return kind.presets.flatMap((preset) => {
      const field = columnFor(schema, preset);
      if (!field || !modelsOf(preset).every((reference) => usable.has(reference))) return [];
      const made = isMade(field);
      if (preset.on.made && !made) return [];
      const { param } = preset.on;
      const columns = { ...otherColumns(kind, schema, param), [param]: field.name };
      const set = Object.entries(columns).filter(([name, value]) => defaultOf(kind, name) !== value);
      const params = { ...Object.fromEntries(set), ...preset.params, ...freeNames(kind, preset, schema) };
      return [{ kind, preset, port, params, made }];
    });
  });
}

/** A text has to be one that people write: codes and names of files are of type text too. */
const PROSE = ["text", "content", "body", "message", "description", "comment", "clause", "piece"];

/** The column it works on: the one that was added last. */
function columnFor(schema: Schema, { on }: Preset): Field | undefined {
  const fields = offered(schema, on.of).filter(({ type }) => on.has === undefined || hasField(type, on.has));
  if (on.of !== "text") return fields.at(-1);
  return PROSE.flatMap((name) => fields.filter((field) => field.name === name)).at(0);
}

function hasField(type: DataType, name: string): boolean {
  return (
    type.type === "list" && type.of.type === "struct" && type.of.fields.some((each) => each.name === name)
  );
}

/** Pictures and recordings that it takes besides, where they are called other than it expects. */
function otherColumns(kind: KindDescription, schema: Schema, own: string): Record<string, string> {
  const names = new Set(schema.fields.map(({ name }) => name));
  const wanted = kind.params.filter((param) => {
    const { name, control, of, default: usual } = param;
    const isOne = control === "column" && (of === "image" || of === "audio") && name !== own;
    const isThere = typeof usual !== "string" || usual === "" || names.has(usual);
    return isOne && !isThere && isVisible(kind, { params: {} }, param);
  });
  return Object.fromEntries(
    wanted.flatMap(({ name, of }) =>
      offered(schema, of)
        .slice(0, 1)
        .map((field) => [name, field.name]),
    ),
  );
}

/** What would be added under a name that is taken is called by the next one that is free. */
function freeNames(
  kind: KindDescription,
  { params, adds = [] }: Preset,
  schema: Schema,
): Record<string, string> {
  const taken = new Set(schema.fields.map(({ name }) => name));
  return Object.fromEntries(
    adds.flatMap((param) => {
      const name = params[param] ?? defaultOf(kind, param);
      if (typeof name !== "string" || !taken.has(name)) return [];
      let count = 2;
      while (taken.has(`${name}_${count}`)) count++;
      return [[param, `${name}_${count}`]];
    }),
  );
}

function defaultOf({ params }: KindDescription, name: string): unknown {
  return params.find((param) => param.name === name)?.default;
}
