// Failed rows run again: the plan of a workflow in which the sources give the rows of a file of failed rows, and nothing else.

import type { Catalog } from "../../../engine/catalog/catalog.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { DataType, Field, Schema } from "../../../engine/frames/types.ts";
import { ERROR_FIELDS } from "../../../engine/plan/error-schema.ts";
import { makePlan, type PlanOptions } from "../../../engine/plan/plan.ts";
import type { Plan, PlannedNode } from "../../../engine/plan/types.ts";
import type { FailedRow } from "../../../engine/runtime/events.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { AnyNode } from "../../../engine/sdk/node-definition.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { usesNetwork } from "../../../engine/sdk/uses-network.ts";
import type { Line } from "../failed-file.ts";
import { aloneIssues } from "./alone.ts";
import { refuseAppended, refuseGiven } from "./appended-note.ts";
import { attemptOutputs, type AttemptOutputs, type BesideFile } from "./attempt-outputs.ts";
import { consultedSources } from "./consulted.ts";
import { LetterRows } from "./letter-rows.ts";
import { consultedSource, heldSource, NO_PARAMS, pickedSource, silentSource } from "./letter-source.ts";
import { differentColumn, otherColumns, readLetters, type Letters, type LettersOfSource } from "./letters.ts";
import { otherLines } from "./other-lines.ts";
import { askedStart, endedAttempt, journalOf, settleEnded, type RedriveJournal } from "./redrive-journal.ts";
import { withoutPassed } from "./passed-nodes.ts";
import { sparedActions } from "./spared-actions.ts";
import { workflowMark } from "./workflow-mark.ts";

export interface Redrive {
  readonly plan: Plan;
  /** The try that this run is: one more than the most of any row in the file, or more where such a try has left outputs. */
  readonly attempt: number;
  /** Asked of each row that fails again: `isLeft` knows of it then. */
  readonly attemptOf: (row: FailedRow) => number;
  /** Whether a row of that place has failed again. */
  readonly isLeft: (source: string, place: number) => boolean;
  /** What they come to is put behind what is there. */
  readonly append: boolean;
  /** Rows go to tables or servers that would have them twice. */
  readonly gives: boolean;
  /** What it goes on from where it is ended in the middle; null where it keeps none. */
  readonly journal: RedriveJournal | null;
  readonly letters: Letters;
  /** Rows that are run again. */
  readonly rows: number;
  /** Files that are written beside those of the run before. */
  readonly files: readonly BesideFile[];
  /** Nodes that write elsewhere than in the run before. */
  readonly moved: ReadonlySet<string>;
  /** Lines of a record of such a try that tell of rows which this run is not about. */
  readonly others: (path: string) => AsyncIterable<readonly Line[]>;
  /** Rows of sources that are read whole again: they are left out. */
  readonly leftOut: number;
}

export interface WantedRedrive {
  /** Path of the workflow, or what stands for it in an exported program. */
  readonly flow: string;
  /** The file of failed rows. */
  readonly file: string;
  readonly append: boolean;
  /** Without the two it goes on where one before was ended, if rows would be somewhere twice. */
  readonly journal: boolean;
  readonly resume: boolean;
}

/** A run that acts (`forRun`) first finishes what one before has left of its files. */
export async function planRedrive(
  document: WorkflowDocument,
  catalog: Catalog,
  options: PlanOptions,
  asked: WantedRedrive,
): Promise<Redrive> {
  const { host } = options;
  const letters = await readLetters(host.files, asked.file, workflowMark(document, asked.flow));
  const started = { letters: letters.path, start: askedStart(asked) };
  if (options.forRun) await settleEnded(host, started);
  const begun = await endedAttempt(host.files, started);
  if (asked.append) await refuseAppended(host.files, letters);
  // Nothing is piped in: what was piped in then is in the lines.
  const asItIs = await makePlan(document, catalog, {
    ...options,
    host: { ...host, input: undefined },
    forRun: false,
  });
  const consulted = consultedSources(asItIs);
  const stand = new Map<string, AnyNode>();
  for (const [source, of] of letters.sources)
    if (!consulted.has(source))
      stand.set(source, await standIn(source, of, { asItIs, letters, options, catalog }));
  for (const { id, definition, outputs } of asItIs.nodes) {
    if (!definition.produce || stand.has(id)) continue;
    const silent = () => silentSource(definition, schemaOf(outputs) ?? { fields: [], open: true });
    stand.set(id, consulted.has(id) ? consultedSource(definition) : silent());
  }
  const used = [...letters.sources.values()].filter(({ source }) => !consulted.has(source));
  const spared = sparedActions(document, asItIs, used);
  const { attempt, ...outputs } = await freeOutputs(withoutPassed(spared.document, asItIs, used), catalog, {
    first: letters.attempts + 1,
    begun,
    append: asked.append,
    files: host.files,
  });
  const own = withStandIns(outputs.document, stand);
  const plan = await makePlan(own, catalogWith(catalog, stand), options);
  const gives = plan.nodes.some((node) => givesAway(node, outputs.moved));
  if (gives) await refuseGiven(host.files, letters);
  const alone = aloneIssues(plan, {
    sources: used.map(({ source }) => source),
    // With --append what is written beside comes there as well.
    mixed: plan.nodes.filter((node) => adds(node, asked.append ? NONE : outputs.moved)),
  });
  const counts = [...letters.sources.values()].map(({ letters: all }) => all.length);
  const rows = used.reduce((sum, of) => sum + of.letters.length, 0);
  return {
    plan: { ...plan, issues: [...plan.issues, ...spared.issues, ...alone] },
    attempt,
    ...attemptsOf(letters),
    append: asked.append,
    gives,
    journal: journalOf(plan, { ...asked, ...started, letters, attempt, gives, wasEnded: begun !== null }),
    letters,
    files: outputs.files,
    moved: outputs.moved,
    others: (path) => otherLines(host.files, path, used),
    rows,
    leftOut: counts.reduce((sum, count) => sum + count, 0) - rows,
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Whether rows go where those of the run before are, or to a server. */
function adds(node: PlannedNode, moved: ReadonlySet<string>): boolean {
  const { id, definition } = node;
  if (definition.category !== "actions" || moved.has(id)) return false;
  return definition.effects.includes("writes") || usesNetwork(node);
}

/** Whether they would be there twice. */
function givesAway(node: PlannedNode, moved: ReadonlySet<string>): boolean {
  const { definition, params } = node;
  return adds(node, moved) && !(definition.takesAgain?.({ params }) ?? false);
}

/** Other lines of the same file may have been run before: what came of them is not written over. */
async function freeOutputs(
  document: WorkflowDocument,
  catalog: Catalog,
  asked: {
    readonly first: number;
    /** The try that a run before has begun and that is gone on with, if any. */
    readonly begun: number | null;
    readonly append: boolean;
    readonly files: Files;
  },
): Promise<AttemptOutputs & { readonly attempt: number }> {
  for (let attempt = asked.begun ?? asked.first; ; attempt++) {
    const outputs = await attemptOutputs(document, catalog, { attempt, append: asked.append });
    if (asked.begun !== null) return { ...outputs, attempt };
    const there = await Promise.all(outputs.places.map((path) => asked.files.stat(path)));
    if (there.every((found) => found === null)) return { ...outputs, attempt };
  }
}

interface Found {
  readonly asItIs: Plan;
  readonly letters: Letters;
  readonly options: PlanOptions;
  readonly catalog: Catalog;
}

async function standIn(source: string, of: LettersOfSource, found: Found): Promise<AnyNode> {
  const { asItIs, letters, options, catalog } = found;
  const node = asItIs.document.nodes.find(({ id }) => id === source);
  const definition = node && (await catalog.load(node.kind));
  if (!definition?.produce) throw noSource(letters.path, source);
  const planned = asItIs.nodes.find(({ id }) => id === source);
  const schema = planned && canBeRead(asItIs, source) ? schemaOf(planned.outputs) : null;
  if (schema && of.types && !schema.open) {
    const different = differentColumn(typesOf(schema), of.types);
    if (different) throw otherColumns(letters.path, { source, ...different });
  }
  const rows = new LetterRows(options.host.files, letters.path, of);
  if (of.letters.every(({ holds }) => holds === "row"))
    return heldSource(definition, ordered(schema, of.types!), rows, of.letters);
  if (!schema) throw notReadable(letters.path, source, asItIs);
  return pickedSource(definition, { schema, failed: failedSchema(planned!.outputs) }, rows, of);
}

/** Columns that its failed rows have, besides those that say why; of a tensor nothing can be missing. */
function failedSchema({ error }: PlannedNode["outputs"]): Schema {
  const isOwn = ({ name, type }: Field) =>
    type.type !== "tensor" && !ERROR_FIELDS.some((own) => own.name === name);
  return { fields: (error?.fields ?? []).filter(isOwn) };
}

function schemaOf(outputs: PlannedNode["outputs"]): Schema | null {
  return outputs.out ?? null;
}

function canBeRead({ issues }: Plan, source: string): boolean {
  return !issues.some(({ node, severity }) => node === source && severity === "error");
}

function typesOf({ fields }: Schema): Record<string, DataType> {
  return Object.fromEntries(fields.map(({ name, type }) => [name, type]));
}

/** What the source says of its columns, where it can be asked; what the lines say otherwise. */
function ordered(schema: Schema | null, types: Readonly<Record<string, DataType>>): Schema {
  if (schema && !schema.open) return schema;
  return { fields: Object.entries(types).map(([name, type]) => ({ name, type, nullable: true })) };
}

/** The kind that stands in for a source; no node of a file can be of it, since its name holds a space. */
const standInKind = (id: string) => `dead-letters of ${id}`;

function withStandIns(document: WorkflowDocument, stand: ReadonlyMap<string, AnyNode>): WorkflowDocument {
  const nodes = document.nodes.map((node) => {
    const definition = stand.get(node.id);
    if (!definition) return node;
    const params = definition.params === NO_PARAMS ? {} : node.params;
    return { ...node, kind: standInKind(node.id), version: definition.version, params };
  });
  return { ...document, nodes };
}

function catalogWith(catalog: Catalog, stand: ReadonlyMap<string, AnyNode>): Catalog {
  const kinds = new Map([...stand].map(([id, definition]) => [standInKind(id), definition]));
  return { kinds: catalog.kinds, load: async (kind) => kinds.get(kind) ?? catalog.load(kind) };
}

/** A row has failed once more than its lines say. */
function attemptsOf({ sources }: Letters): Pick<Redrive, "attemptOf" | "isLeft"> {
  const left = new Set<string>();
  const tries = new Map<string, number>();
  for (const { source, letters } of sources.values())
    for (const { place, attempt } of letters) {
      const key = `${source} ${place}`;
      tries.set(key, Math.max(attempt, tries.get(key) ?? 0));
    }
  return {
    attemptOf: ({ source, row }) => {
      left.add(`${source} ${row}`);
      return 1 + (tries.get(`${source} ${row}`) ?? 0);
    },
    isLeft: (source, place) => left.has(`${source} ${place}`),
  };
}

function noSource(file: string, source: string): MillraceError {
  return new MillraceError("DEAD_LETTER_SOURCE", {
    message: `Rows of it come from "${source}", which is no source of the workflow any more.`,
    file,
    got: source,
    hint: "Give the source its old id again, or run the workflow on its source once more.",
  });
}

function notReadable(file: string, source: string, { issues }: Plan): MillraceError {
  const why = issues.find(({ node, severity }) => node === source && severity === "error");
  return new MillraceError("DEAD_LETTER_AGAIN", {
    message: `Some of its rows have to be read from "${source}" again, and that cannot be read${why ? `: ${why.message}` : "."}`,
    file,
    node: source,
    expected: "the source as it was when they failed",
    hint: "Put it back in its place. Pictures, sound, and rows that could not be read are not in the lines.",
  });
}
