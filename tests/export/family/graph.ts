// Random valid graphs over all kinds whose results are determined, with a file at every end.

import fc from "fast-check";
import type { FlowNode } from "../../cli/millrace.ts";
import { FIELDS, type FieldName } from "./steps.ts";
import { BULKY, Choices, columnsOf, type ColumnType, type Stream } from "./table.ts";

export interface Graph {
  readonly nodes: readonly FlowNode[];
  /** As `workspace().flow` takes them. */
  readonly wires: readonly string[];
}

/** What a graph is drawn from: its sources, the kinds it goes on with where they fit, and the choices in between. */
interface Draw {
  readonly sources: readonly string[];
  readonly steps: readonly string[];
  readonly choices: readonly number[];
}

const { tables } = FIELDS;
const choices = fc.array(fc.nat(1000), { minLength: 8, maxLength: 24 });
const SOURCES = Object.assign(
  {},
  ...Object.values(FIELDS).map(({ sources }) => sources),
) as typeof tables.sources;
const STEPS = Object.assign({}, ...Object.values(FIELDS).map(({ steps }) => steps)) as typeof tables.steps;

/** Of tables: any of the kinds, in any order. */
const ofTables: fc.Arbitrary<Draw> = fc.record({
  sources: fc.shuffledSubarray(Object.keys(tables.sources), { minLength: 1, maxLength: 2 }),
  steps: fc.shuffledSubarray([...Object.keys(tables.steps), "union"], { minLength: 3, maxLength: 14 }),
  choices,
});

/** Of another field: all its kinds in their order, since one needs what another finds, and some of tables between them. */
function ofField(field: FieldName, source: string): fc.Arbitrary<Draw> {
  const { steps } = FIELDS[field];
  const own = Object.keys(steps);
  return fc
    .record({
      general: fc.shuffledSubarray([...Object.keys(tables.steps), "union"], { maxLength: 5 }),
      at: fc.array(fc.nat(own.length), { minLength: 5, maxLength: 5 }),
      choices,
    })
    .map(({ general, at, choices }) => {
      const steps = own.flatMap((kind, i) => [...general.filter((_, g) => at[g] === i), kind]);
      return { sources: [source], steps, choices };
    });
}

/** `source` is where graphs of other fields than tables begin. */
export function graphsOf(field: FieldName, source: string): fc.Arbitrary<Graph> {
  return (field === "tables" ? ofTables : ofField(field, source)).map(graphOf);
}

function graphOf({ sources, steps, choices }: Draw): Graph {
  const choose = new Choices(choices);
  const nodes: FlowNode[] = [];
  const wires: string[] = [];
  const add = (kind: string, params: object, from: readonly Stream[]) => {
    const id = `${kind}-${nodes.length}`;
    nodes.push([id, kind, { ...params }]);
    for (const stream of from) wires.push(`${stream.from} -> ${id}`);
    return id;
  };
  const open: Stream[] = sources.map((kind) => {
    const { params, columns } = SOURCES[kind];
    return { from: `${add(kind, params, [])}.out`, columns };
  });
  for (const kind of steps) {
    if (kind === "union") {
      join(open, add);
      continue;
    }
    const at = choose.number(open.length);
    const stream = open[at];
    // Ids have dashes, which names of columns in an expression may not have.
    const step = STEPS[kind](stream, choose, `c${nodes.length}`);
    if (!step) continue;
    const id = add(kind, step.params, [stream]);
    const { ports = ["out"], columns } = step;
    if (ports.length === 0) continue;
    open.splice(at, 1, ...ports.map((port) => ({ from: `${id}.${port}`, columns })));
  }
  open.forEach((stream, i) => {
    const tensors = [...columnsOf(stream, "tensor"), ...columnsOf(stream, "vector")];
    const named = [...stream.columns].filter(([, type]) => !BULKY.has(type)).map(([name]) => name);
    // Tensors are written where they are named only, and only as JSON.
    if (tensors.length > 0) add("write-jsonl", { path: `out-${i}.jsonl`, columns: named }, [stream]);
    else if (choose.number(2) === 0) add("write-jsonl", { path: `out-${i}.jsonl` }, [stream]);
    else add("write-csv", { path: `out-${i}.csv`, delimiter: choose.of([",", ";"]) }, [stream]);
    if (i === 0) add("print-table", { rows: 5 }, [stream]);
  });
  return { nodes, wires };
}

function canBeEmpty(type: ColumnType): boolean {
  return type === "text" || type.startsWith("number");
}

/** Two streams whose common columns are of one type become one. */
function join(open: Stream[], add: (kind: string, params: object, from: readonly Stream[]) => string): void {
  if (open.length < 2) return;
  const [one, other] = open;
  // An empty cell of a tensor or a picture there is not.
  const canJoin = ({ columns: some }: Stream, { columns: others }: Stream) =>
    [...some].every(([name, type]) => {
      const there = others.get(name);
      return there === undefined ? canBeEmpty(type) : there === type;
    });
  const fits = canJoin(one, other) && canJoin(other, one);
  if (!fits) return;
  const id = add("union", { missing: "null" }, [one, other]);
  const columns = new Map([...one.columns, ...other.columns]);
  open.splice(0, 2, { from: `${id}.out`, columns });
}
