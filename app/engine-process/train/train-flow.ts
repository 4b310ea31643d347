// The workflow around a model that is learned from a file: the file, the parts of its times, the model, a table of answers.

import { basename } from "node:path";
import type { EdgeDocument, NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { KEPT_NAMES } from "../../../engine/train/tabular/features.ts";

/** Parts of one time that become columns. */
export interface TimeParts {
  readonly column: string;
  readonly features: readonly string[];
  readonly prefix: string;
}

export interface TrainFlow {
  /** The file, as the workflow names it. */
  readonly data: string;
  /** How the file is spelled, as params of its source. */
  readonly spelling?: Readonly<Record<string, string>>;
  /** Types of columns, so that the next file is read as this one was. */
  readonly types?: Readonly<Record<string, string>>;
  readonly times?: readonly TimeParts[];
  /** The model, as the workflow names it; without one its place is empty. */
  readonly model?: string;
  readonly output: string;
}

/** The node that reads the file. */
export const SOURCE = "input";

/** The node whose rows are learned from: what arrives there. */
export const LEARNER = "output";

const SOURCES: Readonly<Record<string, string>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  parquet: "parquet",
  pq: "parquet",
  jsonl: "jsonl",
  ndjson: "jsonl",
  xlsx: "excel",
  xlsm: "excel",
};

/** Sources that guess the types of columns, and can be told them. */
const TYPED: readonly string[] = ["csv", "jsonl"];

export function trainFlow(flow: TrainFlow): WorkflowDocument {
  const { data, spelling = {}, types = {}, times = [], model, output } = flow;
  const kind = sourceKind(data);
  const nodes: NodeDocument[] = [
    made(SOURCE, kind, basename(data), {
      path: data,
      ...spelling,
      ...(TYPED.includes(kind) && Object.keys(types).length > 0 && { types: { ...types } }),
    }),
    ...times.map(({ column, features, prefix }, i) =>
      made(`time-${i + 1}`, "time-features", `Parts of ${column}`, {
        column,
        features: [...features],
        prefix,
      }),
    ),
    ...(model === undefined
      ? []
      : [made("model", "onnx", basename(model), { model, nulls: "nan", scoreNames: "classes" })]),
    made(LEARNER, "write-csv", basename(output), { path: output }),
  ];
  const edges = nodes
    .slice(1)
    .map(({ id }, i): EdgeDocument => ({ from: `${nodes[i].id}.out`, to: `${id}.in` }));
  const places = Object.fromEntries(nodes.map(({ id }, i) => [id, { x: i * NODE_STEP, y: 0 }]));
  return { format: "millrace", version: 1, nodes, edges, view: { nodes: places } };
}

/** From one node to the next on the canvas, in px. */
const NODE_STEP = 280;

function made(id: string, kind: string, title: string, params: NodeDocument["params"]): NodeDocument {
  return { id, kind, version: 1, title, params };
}

function sourceKind(data: string): string {
  const ending = /\.([a-z]+)$/i.exec(data)?.[1].toLowerCase() ?? "";
  if (Object.hasOwn(SOURCES, ending)) return SOURCES[ending];
  throw new MillraceError("USAGE_TRAIN", {
    message: `Nobody can tell from its name what "${basename(data)}" is.`,
    expected: Object.keys(SOURCES)
      .map((each) => `.${each}`)
      .join(", "),
    got: ending === "" ? "no ending" : `.${ending}`,
    hint: "Rename the file, or make a table of it with a workflow first.",
  });
}

const DATE_PARTS = ["month", "day", "day-of-year", "weekday"] as const;
const TIME_PARTS = [...DATE_PARTS, "hour"] as const;

/** The parts of all times in the schema, but for those that are not asked for. Years are none: later ones have not been seen. */
export function partsOfTimes({ fields }: Schema, but: ReadonlySet<string>): TimeParts[] {
  const names = new Set(fields.map(({ name }) => name));
  return fields.flatMap(({ name, type }): TimeParts[] => {
    const features = type.type === "timestamp" ? TIME_PARTS : type.type === "date" ? DATE_PARTS : null;
    if (!features || but.has(name) || KEPT_NAMES.has(name)) return [];
    const prefix = freePrefix(`${name}_`, (candidate) =>
      features.some((one) => names.has(partName(candidate, one))),
    );
    return [{ column: name, features, prefix }];
  });
}

/** The parts that a model looks at. */
export function partsUsed(times: readonly TimeParts[], sources: ReadonlySet<string>): TimeParts[] {
  return times
    .map((time) => ({
      ...time,
      features: time.features.filter((one) => sources.has(partName(time.prefix, one))),
    }))
    .filter(({ features }) => features.length > 0);
}

function partName(prefix: string, feature: string): string {
  return prefix + feature.replaceAll("-", "_");
}

function freePrefix(prefix: string, isTaken: (prefix: string) => boolean): string {
  return isTaken(prefix) ? freePrefix(`${prefix}_`, isTaken) : prefix;
}

/** Types of the columns of a file that a model looks at, by name. */
export function typesUsed({ fields }: Schema, used: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(
    fields.filter(({ name }) => used.has(name)).map(({ name, type }) => [name, type.type]),
  );
}
