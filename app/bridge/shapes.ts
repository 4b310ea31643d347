// Data that crosses the bridge. What the engine defines is passed on as its own types; what the editor shows of it is here.

import * as z from "zod/mini";
import type { KindDescription } from "../../engine/catalog/describe.ts";
import type { Command } from "../../engine/document/command.ts";
import type { Issue } from "../../engine/document/issue.ts";
import type { NodeDocument, WorkflowDocument } from "../../engine/document/types.ts";
import type { MarksKind } from "../../engine/frames/marks.ts";
import type { Schema } from "../../engine/frames/types.ts";
import type { RunEvent as EngineRunEvent } from "../../engine/runtime/events.ts";

// The editor knows these through the bridge only.
export type { KindDescription, ParamDescription } from "../../engine/catalog/describe.ts";
export type { FailedRow, ModelUse, NodeCounters, RunError, RunSummary } from "../../engine/runtime/events.ts";

type Is<T extends EngineRunEvent["type"]> = { readonly type: T };

/** A file that a run has put in its place, and the rows in it. Its path is absolute. */
export interface Written {
  readonly node: string;
  readonly path: string;
  readonly rows: number;
}

interface WithFailedFile {
  /** Where failed rows will be, and where they are (absolute); null where there are none. */
  readonly failedFile: string | null;
}

/** What a run tells, with what it has left on the disk. */
export type RunEvent =
  | Exclude<EngineRunEvent, Is<"run-started" | "run-done">>
  | (Extract<EngineRunEvent, Is<"run-started">> & WithFailedFile)
  | (Extract<EngineRunEvent, Is<"run-done">> & WithFailedFile & { readonly written: readonly Written[] });

/** An object whose inside another layer has checked or made. */
function own<T>(): z.ZodMiniCustom<T, T> {
  return z.custom<T>((value) => typeof value === "object" && value !== null);
}

export const documentShape = own<WorkflowDocument>();
/** `at`: the place of the node among those of the document. */
export const changedNodeShape = z.object({ at: z.number(), node: own<NodeDocument>() });
export type ChangedNode = z.output<typeof changedNodeShape>;
export const commandShape = own<Command>();
export const issueShape = own<Issue>();
export const schemaShape = own<Schema>();
export const kindShape = own<KindDescription>();
export const runEventShape = own<RunEvent>();

/** A run for a page that has not seen its beginning. */
export const runSoFarShape = z.object({
  run: z.string(),
  /** What runs, or ran. */
  document: documentShape,
  dryRun: z.boolean(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** In order, each with when it was heard. Of the reports of progress some are left out; a `run-done` at the end says that it is over. */
  told: z.array(z.object({ at: z.number(), event: runEventShape })),
});
export type RunSoFar = z.output<typeof runSoFarShape>;

export const bytesShape = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** Any number, those too that JSON lacks. */
export const anyNumber = z.custom<number>((value) => typeof value === "number");
export const jsonObject = z.record(z.string(), z.unknown());

/** Light or dark; "auto" as the system has it. */
export const schemeShape = z.enum(["light", "dark", "auto"]);
export type Scheme = z.output<typeof schemeShape>;

/**
 * Where in a list of commands a gesture begins, and what it is called. `more`: it goes on with the last one, as typing does; `undo` and
 * `redo`: it is the last one, taken back or done again.
 */
export const stepShape = z.object({
  at: z.number(),
  is: z.enum(["new", "more", "undo", "redo"]),
  label: z.string(),
});
export type Step = z.output<typeof stepShape>;

const licenceShape = z.object({
  name: z.nullable(z.string()),
  file: z.nullable(z.string()),
  note: z.nullable(z.string()),
});

/** A set of models in the library. `offered`: can be installed; `shipped`: comes with Millrace. */
export const libraryEntryShape = z.object({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  source: z.string(),
  version: z.nullable(z.string()),
  licence: licenceShape,
  files: z.array(z.object({ path: z.string(), size: z.number(), sha256: z.string() })),
  installedAt: z.nullable(z.string()),
  is: z.enum(["installed", "shipped", "offered"]),
  /** Bytes to fetch, where that is known. */
  download: z.nullable(z.number()),
});
export type LibraryEntry = z.output<typeof libraryEntryShape>;

/** What a source has to give, before anything of it is fetched. */
export const libraryOfferShape = z.object({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  source: z.string(),
  version: z.nullable(z.string()),
  licence: z.object({ name: z.nullable(z.string()), note: z.nullable(z.string()) }),
  download: z.nullable(z.number()),
});
export type LibraryOffer = z.output<typeof libraryOfferShape>;

/** An open workflow, by the name the host gave it. Every window has its own. */
export const session = z.string();

/** A workflow as the host read or made it. The editor reads `text` itself: what is wrong with it are issues. */
export const openedShape = z.object({
  session,
  /** Absolute path; null while it has never been saved. */
  path: z.nullable(z.string()),
  /** By what one that was never saved is opened again; null for a file. */
  untitled: z.nullable(z.string()),
  /** File name without its ending, also of the file that it was made from, or "Untitled". */
  name: z.string(),
  text: z.string(),
  /** sha256 of the text on the disk, to notice changes by others; null while there is no file. */
  hash: z.nullable(z.string()),
  /** The file is not there any more: `text` and `hash` are of what it held when it was last read or written here. */
  gone: z.optional(z.boolean()),
  /** Whether its preview may run: made here, or trusted before. */
  trusted: z.boolean(),
  /**
   * Commands of a session that ended without saving, on top of `text`; null when there are none. `base`: the file has been
   * changed since, and they stand on that text instead. Then they are offered, and kept until `document.forget`.
   */
  recovery: z.nullable(
    z.object({
      commands: z.array(commandShape),
      steps: z.array(stepShape),
      endedAt: z.nullable(z.number()),
      base: z.nullable(z.string()),
    }),
  ),
});
export type Opened = z.output<typeof openedShape>;

/** A workflow that was never saved and that nobody has open. */
export const leftUntitledShape = z.object({
  id: z.string(),
  endedAt: z.number(),
  /** Of its nodes. */
  titles: z.array(z.string()),
});
export type LeftUntitled = z.output<typeof leftUntitledShape>;

export const fileEntryShape = z.object({
  name: z.string(),
  isFolder: z.boolean(),
  size: z.number(),
  modifiedMs: z.number(),
});
export type FileEntry = z.output<typeof fileEntryShape>;

export const recentShape = z.object({
  path: z.string(),
  name: z.string(),
  openedAt: z.number(),
  exists: z.boolean(),
});
export type Recent = z.output<typeof recentShape>;

export const templateShape = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  /** Of the workflow, and of each of its data and models. */
  licence: z.string(),
  parts: z.array(z.object({ title: z.string(), licence: z.string() })),
  synthetic: z.boolean(),
  /** Bytes of the whole playbook. */
  size: z.number(),
  /** The workflow, for a picture of it. */
  text: z.string(),
  /** README of the playbook, Markdown. */
  readme: z.string(),
});
export type Template = z.output<typeof templateShape>;

/** What the plan knows of a node: ports with their columns. */
export const plannedNodeShape = z.object({
  inputs: z.record(z.string(), schemaShape),
  outputs: z.record(z.string(), schemaShape),
  /** Output ports as the params make them, `error` included: id to title and flow. */
  ports: z.record(z.string(), z.object({ flow: z.string(), title: z.optional(z.string()) })),
  effects: z.array(z.string()),
});
export type PlannedView = z.output<typeof plannedNodeShape>;

export const planShape = z.object({
  /** The revision that was asked for. */
  revision: z.number(),
  /** `nodes` are those that differ from the plan of that revision; null when they are all. */
  since: z.nullable(z.number()),
  nodes: z.record(z.string(), plannedNodeShape),
  /** Nodes of the plan of `since` that are no more. */
  gone: z.array(z.string()),
  issues: z.array(issueShape),
});
export type PlanView = z.output<typeof planShape>;

/**
 * A cell of a preview. Numbers, text, truth values and nulls stand for themselves; a time is its text. The rest says what
 * it is: values of a tensor are the first ones only.
 */
/** `at`: x, y, width and height of a box; start and end of a segment; from and to of a span. */
export interface PreviewMark {
  readonly label: string | null;
  readonly score: number | null;
  readonly at: readonly number[];
  /** What was read there, or said; the first letters of it. */
  readonly text?: string;
}

export type PreviewCell =
  | number
  | string
  | boolean
  | null
  | {
      readonly is: "tensor";
      readonly dtype: string;
      readonly shape: readonly number[];
      readonly first: readonly (number | string)[];
    }
  | {
      readonly is: "image";
      readonly width: number;
      readonly height: number;
      readonly format: string;
      /** Where pixels are there: 1 is what a mask has. */
      readonly channels?: number;
    }
  /** Null is what only the samples themselves could tell. */
  | {
      readonly is: "audio";
      readonly format: string;
      readonly seconds: number | null;
      readonly rate: number | null;
      readonly channels: number | null;
    }
  /** Boxes, segments or spans: how many, the first of them, and their JSON, which is cut off where it is long. */
  | {
      readonly is: "marks";
      readonly of: MarksKind;
      readonly count: number;
      readonly first: readonly PreviewMark[];
      readonly text: string;
    }
  | { readonly is: "big"; readonly text: string }
  | { readonly is: "json"; readonly text: string };
export const cellShape = z.custom<PreviewCell>(() => true);

/** How the numbers of a column are spread: counts of equal bins from min to max. */
export const previewSparkShape = z.object({
  column: z.string(),
  min: z.number(),
  max: z.number(),
  bins: z.array(z.number()),
});
export type PreviewSpark = z.output<typeof previewSparkShape>;

/** What was found in the rows of a sample: marks of the column that was added last. */
const previewFoundShape = z.object({
  column: z.string(),
  of: z.custom<MarksKind>((value) => typeof value === "string"),
  /** Of all rows of the sample. */
  marks: z.number(),
  /** Rows that have any. */
  rows: z.number(),
  /** The first of them. */
  first: z.array(z.object({ row: z.number(), cells: z.array(cellShape) })),
});
export type PreviewFound = z.output<typeof previewFoundShape>;

export const previewPortShape = z.object({
  schema: schemaShape,
  /** Rows of the sample. */
  rows: z.number(),
  /** The first rows, all columns, for the card of the node. */
  head: z.array(z.array(cellShape)),
  /** Absent where no column holds marks. */
  found: z.optional(previewFoundShape),
  /** Of a few columns of numbers. */
  sparks: z.array(previewSparkShape),
});
export type PreviewPort = z.output<typeof previewPortShape>;

/** What the sample came to at a node. `stale`: an older result, while the new one is computed. */
export const previewNodeShape = z.object({
  /** `unasked`: it goes out to a network, which only a run does; `beyond`: it is behind such a node. */
  state: z.enum(["waiting", "running", "done", "cached", "failed", "skipped", "unasked", "beyond"]),
  ports: z.record(z.string(), previewPortShape),
  ms: z.number(),
  rowsFailed: z.number(),
  error: z.nullable(z.object({ code: z.string(), message: z.string(), hint: z.string() })),
});
export type PreviewNode = z.output<typeof previewNodeShape>;

/** A column of a sample in figures. */
export const columnSummaryShape = z.object({
  name: z.string(),
  type: z.string(),
  rows: z.number(),
  nulls: z.number(),
  /** Different values, counted up to 1,000; null where that makes no sense. */
  distinct: z.nullable(z.number()),
  numbers: z.nullable(z.object({ min: z.number(), max: z.number(), mean: z.number(), median: z.number() })),
  /** Counts of equal bins from min to max. */
  histogram: z.nullable(z.array(z.number())),
  /** Most frequent values with their counts. */
  top: z.nullable(z.array(z.object({ value: z.string(), count: z.number() }))),
});
export type ColumnSummary = z.output<typeof columnSummaryShape>;

export const failureShape = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.optional(z.string()),
  node: z.optional(z.string()),
  file: z.optional(z.string()),
  expected: z.optional(z.string()),
  got: z.optional(z.string()),
  /** The last words of what failed, where they say more. */
  cause: z.optional(z.string()),
});
export type Failure = z.output<typeof failureShape>;

/** What a target is worth to a workflow: engine/export/deployment says what each word means. */
export const verdictShape = z.object({
  target: z.string(),
  verdict: z.enum(["possible", "degraded", "impossible"]),
  reasons: z.array(
    z.object({
      is: z.enum(["stops", "degrades", "asks"]),
      need: z.nullable(z.string()),
      /** Titles. */
      nodes: z.array(z.string()),
      text: z.string(),
    }),
  ),
});
export type Verdict = z.output<typeof verdictShape>;

/** What an export would be like, found out without writing anything. Sizes are bytes. */
export const exportOutlookShape = z.object({
  /** The targets that can be written. `byPlatform`: it is made for one platform. */
  targets: z.array(z.extend(verdictShape, { byPlatform: z.boolean() })),
  /** The one that the verdict of a target with libraries in it is about. */
  platform: z.string(),
  /** `missing`: a package that is not installed here for it. `bytes`: of its libraries. */
  platforms: z.array(z.object({ name: z.string(), missing: z.nullable(z.string()), bytes: z.number() })),
  size: z.object({ program: z.number(), models: z.number(), npm: z.number() }),
  /** Native packages with their versions. */
  packages: z.record(z.string(), z.string()),
  /** Names of secrets that nodes use; `isSet`: the environment of this program has them. */
  secrets: z.array(z.object({ name: z.string(), isSet: z.boolean() })),
});
export type ExportOutlook = z.output<typeof exportOutlookShape>;

export const comparedFileShape = z.object({
  /** Of a node: its id and an ending. */
  file: z.string(),
  values: z.number(),
  identical: z.boolean(),
});
export type ComparedFile = z.output<typeof comparedFileShape>;

/** How far an export is. `scratch`: a folder that it has made for itself, and removes. */
export const exportStepShape = z.union([
  z.object({ step: z.enum(["write", "prove", "place"]) }),
  z.object({ step: z.literal("compared"), compared: comparedFileShape }),
  z.object({ step: z.literal("scratch"), folder: z.string() }),
]);
export type ExportStep = z.output<typeof exportStepShape>;

/** An export that is in its place. */
export const exportedShape = z.object({
  /** Absolute. */
  folder: z.string(),
  target: z.string(),
  files: z.array(z.object({ path: z.string(), size: z.number() })),
  packages: z.record(z.string(), z.string()),
  /** What to type, one after the other. */
  commands: z.array(z.string()),
  /** pipeline.mjs. */
  program: z.string(),
  comparison: z.object({
    files: z.number(),
    values: z.number(),
    identical: z.boolean(),
    /** Largest relative difference of two numbers. */
    largest: z.number(),
    compared: z.array(comparedFileShape),
  }),
});
export type Exported = z.output<typeof exportedShape>;

const said = z.object({ code: z.string(), message: z.string(), hint: z.string() });

/** What came of a training: params to set, and how good the model is on rows that were held back. */
export const trainedShape = z.object({
  params: jsonObject,
  figures: z.array(z.object({ name: z.string(), model: z.string(), naive: z.string() })),
  learned: z.number(),
  held: z.number(),
  notes: z.array(said),
  leftOut: z.array(z.object({ name: z.string(), why: z.string() })),
  /** The file of the model card, relative to the workflow. */
  card: z.string(),
});
