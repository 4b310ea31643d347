// What a node kind is: its description, its edit-time schema and its run-time behaviour, as one typed object.

import type * as z from "zod/mini";
import type { Fix, Issue } from "../document/issue.ts";
import type { NodeDocument } from "../document/types.ts";
import type { Frame } from "../frames/frame.ts";
import type { DataType, Schema } from "../frames/types.ts";
import type { IconName } from "./icons.ts";
import type { Partition } from "./partition.ts";
import type { PortMap } from "./ports.ts";
import type { Preset } from "./preset.ts";
import type { HostServices } from "./services.ts";

export type Category = "sources" | "prepare" | "models" | "control" | "actions";
/** What its rows are about: the palette sorts the kinds of a category by it. */
export type FieldOfWork = "tables" | "pictures" | "sound" | "text";
/** What a kind does to the world outside; dry-run and the capability sheet go by it. */
export type EffectKind = "reads" | "network" | "writes" | "notifies";
/** Whether the same inputs give the same outputs; the cache and the proof of parity go by it. */
export type Determinism = "pure" | "seeded" | "clock" | "network";
/** What rows come to without those around them: what they came to with them, something else, or nothing that could stand among the results of all. */
export type RowsAlone = "same" | "other" | "nothing";
/** What a kind remembers between frames; resume, partitions and hot reload go by it. */
export type StateKind = "none" | "keyed" | "ordered" | "whole";
/**
 * What a kind asks of the machine that runs it, where no other declaration says so: a screen, a camera, a graphics processor, a
 * process that goes on until it is stopped, or somebody who pipes something into it. Disk, network and clock follow from `effects` and `determinism`.
 */
export type OwnNeed = "display" | "camera" | "gpu" | "long-life" | "stdin";

/** An issue found by a node about itself; the plan adds the node's id, and takes out what only it needs to know. */
export interface NodeIssue extends Omit<Issue, "node"> {
  /** The column that does not arrive; true where any might help. Nothing is said where a node before it would make it, and has an error itself, or where columns may come that nobody knows yet. */
  readonly misses?: string | true;
  /** What was probably meant where `got` stands at `path`: the plan makes a fix of it. */
  readonly meant?: string;
  /** Columns whose type is to blame: the source they come from may know what to do. */
  readonly blames?: Blame;
  /** What to set at the node that makes a column: the plan finds it, and makes a fix of it. */
  readonly mends?: Mend;
  /** Types of columns of which no row was seen (`Field.unseen`) with which it would not be. */
  readonly suits?: ReadonlyMap<string, DataType>;
}

/** Params of another node, the one that makes `column`; it is left alone where it has no such params. */
export interface Mend {
  readonly column: string;
  readonly label: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Columns that are of one type where another is wanted; null where several would do. */
export interface Blame {
  readonly columns: readonly string[];
  readonly wants: "number" | "time" | null;
}

/** What a source says of a column whose type does not suit a node behind it. */
export interface ColumnAdvice {
  /** A sentence about the column, to stand behind the message. */
  readonly note: string;
  readonly hint: string;
  /** Commands with an empty id mean the source. */
  readonly fix?: Fix;
}

/** Why one row failed: a code in capitals, the cause in words, and the column where there is one. */
export interface RowError {
  readonly code: string;
  readonly cause: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly column?: string;
}

/** What `schema` answers: the schema of each output that can be told, and what is wrong. */
export interface SchemaResult<Port extends string = string> {
  readonly outputs: Readonly<Partial<Record<Port, Schema>>>;
  /** Columns of the rows that are failed here, where they are not those of the first input (of a source: those it gives). */
  readonly failed?: Schema;
  readonly issues?: readonly NodeIssue[];
  /** Columns that would be in the outputs, were it not for the issues: that they are missing is no news further on. */
  readonly pending?: readonly string[];
  /** Of a source: columns of which nobody has said the type, and no row was seen. They are taken for what nodes behind want. */
  readonly unseen?: readonly string[];
}

export interface SchemaArgs<P, F> {
  readonly params: P;
  /** The schema of the (first) wire of each input port; absent where nothing is wired or nothing is known. */
  readonly inputs: Readonly<Record<string, Schema | undefined>>;
  /** The schemas of all wires of a port that takes several. */
  readonly wires: Readonly<Record<string, readonly Schema[]>>;
  /** What `probe` found; null while it has not run or could not (its issue is already reported). */
  readonly facts: F | null;
}

export interface AdviseArgs<P, F> {
  readonly node: string;
  readonly params: P;
  readonly facts: F | null;
  readonly column: string;
  readonly wants: Blame["wants"];
}

export interface SuitedArgs<P, F> {
  readonly params: P;
  readonly facts: F | null;
  /** What the sources that its rows come from have found; null where one has found nothing. */
  readonly sources: readonly unknown[];
}

/** A run that can go on where it was ended, as one of its nodes knows it. */
export interface JournaledRun {
  /** The same when it goes on, and no other run's. */
  readonly id: string;
  /** Whether a run before was ended, which this one goes on. */
  readonly goesOn: boolean;
  /** Whether the node had begun to write by then, as it noted with `begin`. */
  readonly hasBegun: boolean;
  /** Notes that the node begins to write, where it keeps elsewhere how far it is: that is not merely missing if it is gone. */
  begin(): Promise<void>;
}

/** What every call of a node gets. One object per node and run; `state` is what `open` returned. */
export interface NodeContext<P = unknown, F = unknown, S = unknown> {
  readonly node: { readonly id: string; readonly title: string };
  readonly params: P;
  readonly facts: F;
  readonly state: S;
  /** Schemas as planned, by port. */
  readonly inputs: Readonly<Record<string, Schema>>;
  readonly outputs: Readonly<Record<string, Schema>>;
  readonly host: HostServices;
  readonly signal: AbortSignal;
  /** The node's time limit for one frame, which the runtime keeps; kinds that can be stopped harder may use it. */
  readonly timeoutMs: number | null;
  /**
   * Of a call of `perform` in a node with a time limit: fires when that is over, or the run ends. What has been done by then counts, so
   * the runtime waits for the call and believes it: it leaves what is not begun, and fails those rows (`lateRow`). Absent elsewhere.
   */
  readonly limit?: AbortSignal;
  /** The part of the source that this run is about; null or absent = all of it. */
  readonly part?: SourcePart | null;
  /** The run as its journal knows it; null or absent = it keeps none, and nothing goes on from it. */
  readonly journal?: JournaledRun | null;
  /**
   * Records that a row of the frame being worked on failed. The node leaves that row out of what it gives on; the
   * runtime takes it through the order of rescue (retry, fallback, error port, skip or stop).
   */
  fail(frame: Frame, row: number, error: RowError): void;
  /** Says something once per run and code: a lossy cast, a guess. */
  warn(code: string, message: string): void;
}

/** Gives a frame on through a port. Wait for the answer: it is the back-pressure. */
export type Emit = (frame: Frame) => Promise<void> | void;

export interface ProcessContext<P, F, S, Out extends string> extends NodeContext<P, F, S> {
  /** The input port the frame came through. */
  readonly port: string;
  /** Index of the wire at that port, for ports that take several. */
  readonly wire: number;
  /** How many wires end at each input port. */
  readonly wires: Readonly<Record<string, number>>;
  /** Whether a wire shares its source with another one that somebody waits for: what waits at it cannot be held back then (`want`), but has to be kept. */
  readonly sharesSource: boolean;
  readonly out: Readonly<Record<Out, Emit>>;
  /** Says that no more input is wanted: sources that feed only this node stop. */
  finish(): void;
  /**
   * For ports with several wires: give me only frames of this wire until told otherwise (null = any). What waits at
   * the others is held back, and so are their sources, unless they also feed the wanted wire. With a port, the wire is
   * the one of that index there.
   */
  want(wire: number | null, port?: string): void;
}

/** A part of a source that can be read on its own, e.g. a range of bytes. Plain data: it goes to another thread. */
export interface SourcePart {
  readonly from: number;
  readonly to: number;
  /** The id of its first row where that is known: rows then have the ids that they have in the whole, and the part begins where a row does. */
  readonly firstRow?: number;
  /**
   * Of what is left of a source: figures of its own by which it goes on as if it had never been ended, down to where its frames
   * begin.
   */
  readonly memo?: Readonly<Record<string, number>>;
}

export interface ProduceContext<P, F, S, Out extends string> extends NodeContext<P, F, S> {
  readonly out: Readonly<Record<Out, Emit>>;
  /** The part to produce; null = all of it. */
  readonly part: SourcePart | null;
  /**
   * Tells how far the source has come, in its own unit (bytes, rows, files); `total` 0 = nobody knows. `bytes` is how much
   * of its files it has read by then, for a source that reads any.
   */
  progress(done: number, total: number, bytes?: number): void;
  /**
   * Said right before a frame is given on: what is left to produce behind it. A run that was ended goes on there. Not said,
   * or null: the place cannot be gone back to.
   */
  reached?(left: SourcePart | null): void;
}

/** What an action would do to the world, as data. `summary` is what a dry run prints. */
export interface Effect<D = unknown> {
  /** Same key = same effect: at-least-once deliveries are told apart by it. */
  readonly key: string;
  readonly summary: string;
  readonly rows: number;
  /** Size of what goes out, where it has one. */
  readonly bytes?: number;
  /** Lines that a dry run prints below the summary of a node's first effect. */
  readonly details?: readonly string[];
  readonly data: D;
}

/** What two files of an action begin with, besides their rows. */
export type Appending = "rows" | "header";

export type Outcome = "done" | "failed" | "cancelled";

type Params = z.ZodMiniType<object, unknown>;
type Output<P extends Params> = z.output<P>;
type PortNames<O> = O extends (...args: never[]) => unknown ? string : keyof O & string;

/**
 * A node kind. It has exactly one of `map`, `process` (and maybe `end`), `produce`, or `plan` + `perform`.
 * Type parameters are inferred: P params, I inputs, O outputs, F facts of `probe`, S state of `open`, D effect data.
 */
export interface NodeDefinition<
  P extends Params = Params,
  I extends PortMap = PortMap,
  O extends PortMap | ((params: never) => PortMap) = PortMap | ((params: never) => PortMap),
  F = unknown,
  S = unknown,
  D = unknown,
> {
  /** Public name: folder, file and kind are the same word. */
  readonly kind: string;
  readonly version: number;
  readonly category: Category;
  /** `tables` unless given. */
  readonly field?: FieldOfWork;
  /** Its picture; the editor finds one by what it declares unless given. */
  readonly icon?: IconName;
  readonly title: string;
  /** One sentence for the palette. */
  readonly summary: string;
  /** Other words that people search it by: those of SQL, spreadsheets and Python. Title, kind and summary are searched anyway. */
  readonly keywords?: readonly string[];
  /** Ways to begin with it that run at once; the editor proposes them behind rows that they fit. */
  readonly presets?: readonly Preset[];
  readonly params: P;
  readonly inputs: I;
  /** Ports, or ports from params; a port's id must stay when its label changes. */
  readonly outputs: O;
  readonly effects: readonly EffectKind[];
  readonly determinism: Determinism;
  readonly state: StateKind;
  /** The check before an export goes by it. Kinds of the catalog always say it, if only that there is nothing: `[]`. */
  readonly needs?: readonly OwnNeed[];
  /** Of a kind that can use the network: whether it does not, as it is set. */
  offline?(args: { readonly params: Output<P> }): boolean;
  /** Of an action whose place is no file of its own: where what it does goes, in words, such as `orders in shop.db`. */
  place?(args: { readonly params: Output<P> }): string;
  /**
   * Of a kind that reaches others' databases: what takes its place where a program proves itself, with one param, `path`. A source reads there what
   * it answered when the program was made, an action writes there what it would write.
   */
  readonly standIn?: AnyNode;
  /** Steps from an older version of this kind: `migrations[v]` turns a node of version v into v + 1. */
  readonly migrations?: Readonly<Record<number, (node: NodeDocument) => NodeDocument>>;

  /** Finds outside facts (a CSV's header, a model's metadata). A MillraceError thrown here becomes an issue of the node. */
  probe?(args: {
    readonly params: Output<P>;
    readonly host: HostServices;
    readonly signal: AbortSignal;
  }): Promise<F>;
  /** Edit time, synchronous, pure: input schemas to output schemas, or issues with a fix. */
  schema(args: SchemaArgs<Output<P>, F>): SchemaResult<PortNames<O>>;

  /** Files that it reads besides those that its params name: no output may take their place. */
  alsoReads?(args: { readonly params: Output<P>; readonly facts: F | null }): readonly string[];

  /** What a new node is set to, where files that have been looked at say better than a default; what is set already stays. */
  suited?(args: SuitedArgs<Output<P>, F>): Partial<z.input<P>>;

  /** It runs a model that can be learned from the rows that arrive: the param that names the file, and what is set with it. */
  readonly learnsModel?: { readonly file: string; readonly params: Readonly<Record<string, unknown>> };

  /** A source: what to set at it so that a column is read as another type; null where it knows nothing to say. */
  advise?(args: AdviseArgs<Output<P>, F>): ColumnAdvice | null;

  /** Once a run, before the first frame; what it returns is `ctx.state`. */
  open?(ctx: NodeContext<Output<P>, F, undefined>): Promise<S> | S;
  /** Once a run, always, after the last frame or a failure. Files are committed here when `outcome` is "done". */
  close?(ctx: NodeContext<Output<P>, F, S>, outcome: Outcome): Promise<void> | void;

  /** One frame in, one out, no waiting; rows may be left out. Also called with empty frames: they carry the position. */
  map?(frame: Frame, ctx: NodeContext<Output<P>, F, S>): Frame;
  /** Anything else. Empty frames carry the position and should be given on. */
  process?(frame: Frame, ctx: ProcessContext<Output<P>, F, S, PortNames<O>>): Promise<void> | void;
  /** What a call of `process` waits for that its time limit does not count: something that has to start again, say. */
  ready?(ctx: NodeContext<Output<P>, F, S>): Promise<void> | void;
  /** How many `process` calls may run at once (order is kept by the runtime); 1 unless given. Asked again each frame. */
  inFlight?(ctx: NodeContext<Output<P>, F, S>): number;
  /** Rows a call is most efficient with: frames that wait anyway are joined up to that number. Never waits for rows. */
  preferredRows?(ctx: NodeContext<Output<P>, F, S>): number;
  /**
   * After a call nothing of its frame is kept or handed to anybody but `out`: no column, no view of one, also not in
   * an effect. The memory of the frame is then used again. A `map` without state is taken to be so.
   */
  readonly keepsNothing?: true;
  /** It gives on as many rows as come in at the most, each as it was: what is missing it has left out. */
  readonly leavesOut?: true;
  /**
   * It gives rows in another order than they came in, or makes one of several, and so numbers them anew: their lineage has the
   * node as its source, with `origin` saying what they were. Else rows keep their ids, and positions are passed on.
   */
  readonly numbersRows?: true;
  /** One of several wires (`ctx.port`, `ctx.wire`) is exhausted while others go on. */
  wireEnded?(ctx: ProcessContext<Output<P>, F, S, PortNames<O>>): Promise<void> | void;
  /** All inputs are exhausted: flush. */
  end?(ctx: ProcessContext<Output<P>, F, S, PortNames<O>>): Promise<void> | void;
  /** A source: gives frames until it is exhausted or `signal` fires. */
  produce?(ctx: ProduceContext<Output<P>, F, S, PortNames<O>>): Promise<void>;
  /** Whether answers depend on where frames begin and end (a batch-coupled model); such a node is never run in parts. */
  frameSensitive?(args: { readonly params: Output<P>; readonly facts: F | null }): boolean;
  /**
   * Cuts a source into about `count` parts that can be read independently and whose outputs, in order, make the whole; one part where it
   * cannot be cut. Row ids of a part may count from 0: the runtime adds the rows of the parts before it (`to` of the
   * last frame's lineage says how many there were).
   */
  parts?(ctx: NodeContext<Output<P>, F, undefined>, count: number): Promise<readonly SourcePart[]>;
  /**
   * A source: its part of a batch that is divided over machines. Each part is asked for by a process of its own, so it must
   * follow from what is read alone; the parts in order make the whole, and row ids are those of the whole. Absent: it cannot be divided.
   */
  partition?(
    ctx: NodeContext<Output<P>, F, undefined>,
    partition: Partition,
  ): Promise<SourcePart> | SourcePart;
  /**
   * Whether it remembers rows as it is set, where `state` says that it may; true unless given. `sources` is how many its
   * rows come from.
   */
  remembers?(args: { readonly params: Output<P>; readonly sources: number }): boolean;
  /**
   * What rows come to that are run without those around them, as failed ones are when they are run again. Unless given, what `state` and `remembers`
   * say: what is kept of no row, and an action, the same; `whole` nothing, such as sums; anything else something else.
   */
  alone?(args: { readonly params: Output<P> }): RowsAlone;
  /**
   * An action: what is set differently where it gets a part of a batch, so that what the parts write, one behind the other,
   * is to the byte what it writes for the whole. Absent, or null as it is set: that cannot be.
   */
  ofPart?(params: Output<P>, partition: Partition): Partial<z.input<P>> | null;
  /**
   * An action: whether a run with a journal can go on in what it has written. `snapshots`: only where such a run goes on in the middle,
   * since what is computed again would be written twice. `always` unless given.
   */
  journals?(args: { readonly params: Output<P> }): "always" | "snapshots" | "never";

  /**
   * An action with one file: whether what it writes may go behind what such a file holds already, as bare rows, or behind a line that
   * names the columns in both. Absent: the two would not make a file.
   */
  appends?(params: Output<P>): Appending;

  /**
   * An action that writes files which follow each other: the first one, and how to set it so that it goes on behind those that are there;
   * null where it writes one file.
   */
  follows?(args: {
    readonly params: Output<P>;
  }): { readonly first: string; readonly goesOn: Partial<z.input<P>> } | null;

  /**
   * An action that writes where rows of others are, such as a table: how to set it so that it adds to them, where it would put
   * its own in their place; null where it adds. A few rows that are run again are refused otherwise.
   */
  addsInstead?(args: { readonly params: Output<P> }): Partial<z.input<P>> | null;

  /**
   * An action that writes where rows of others are, or sends them: whether a row may come twice without being there twice, as an
   * upsert by key takes it. The same failed rows are run into it a second time only then; false unless given.
   */
  takesAgain?(args: { readonly params: Output<P> }): boolean;

  /**
   * An action: whether it may be planned on another thread, where `open` and `plan` run once for each part of the source, while
   * `perform` is called here. Only where the data of an effect is plain (bytes, texts, numbers, lists of them: a frame does not
   * survive the way), and neither of the two looks at what `perform` changes. Absent: a run with it stays on one thread.
   */
  plansElsewhere?(args: { readonly params: Output<P> }): boolean;

  /** An action's pure half: what it would do about a frame. Must not depend on frames seen before. */
  plan?(frame: Frame, ctx: NodeContext<Output<P>, F, S>): Effect<D> | null;
  /** An action's other half: does it. Never called in a dry run; called in order. */
  perform?(effect: Effect<D>, ctx: NodeContext<Output<P>, F, S>): Promise<void> | void;

  /** Learns params from data: "fit from data". Gets all frames of the input, returns the params to store. */
  fit?(
    frames: AsyncIterable<Frame>,
    ctx: { readonly params: Output<P>; readonly signal: AbortSignal },
  ): Promise<Partial<z.input<P>>>;
  /** A source: whether it says by `reached` where it is, as it is set. */
  resumes?(args: { readonly params: Output<P>; readonly facts: F }): boolean;
  /**
   * The state as bytes and back, where `state` is not "none"; null where that cannot be just now. Of an action, what it knows of
   * the file it is writing: the file itself is kept for it. What else it writes into, it has to bring back to that place by itself.
   */
  snapshot?(ctx: NodeContext<Output<P>, F, S>): Uint8Array | null;
  restore?(bytes: Uint8Array, ctx: NodeContext<Output<P>, F, S>): void;
}

/** A definition whose type parameters are forgotten: what the catalog, the plan and the runtime work with. */
export type AnyNode = NodeDefinition<Params, PortMap, PortMap | ((params: never) => PortMap)>;
