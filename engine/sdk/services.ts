// The services a node may ask for. A node reaches the world only through these; `engine/host` implements them for Node.

import type { FillRow } from "../frames/column.ts";
import type { ProviderWish, RefusedProvider } from "./providers.ts";
import type { Dim, TensorDtype, NumberArray } from "../frames/types.ts";

export interface HostServices {
  readonly files: Files;
  readonly models: Models;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly network: Network;
  readonly output: TextOutput;
  readonly memory: Memory;
  readonly scratch: Scratch;
  /** Absent where nothing can be piped in: in the editor, and where a workflow is only checked. */
  readonly input?: StandardInput;
}

/** What is piped into the process. */
export interface StandardInput {
  /** Nobody pipes anything in: a person would have to type it. */
  readonly isTerminal: boolean;
  /** The first bytes, so many unless it ends before; they stay to be read. */
  peek(bytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** All of it, once: whoever asks a second time is refused (`STDIN_TAKEN`). It ends early when the signal fires. */
  pieces(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Memory that work on big things (pictures that are decoded) takes, shared by all nodes of a run. */
export interface Memory {
  /** Bytes that all such work may take together. */
  readonly limit: number;
  /** Does the work when so many bytes are free. The work must not call it again, nor give anything on, before it is over. */
  hold<T>(bytes: number, work: () => Promise<T>): Promise<T>;
}

/** Room on the disk for what does not fit into memory. It is gone with the process, however that ends. */
export interface Scratch {
  /** Errors are MillraceErrors (`SCRATCH_FULL`, `SCRATCH_FAILED`). */
  open(): Promise<ScratchFile>;
}

/** Where a value lies in a scratch file. */
export interface ScratchPlace {
  readonly position: number;
  readonly bytes: number;
}

export interface ScratchFile {
  /** Appends plain data: typed arrays, texts, numbers, lists and objects of them. */
  put(value: unknown): Promise<ScratchPlace>;
  get(place: ScratchPlace): Promise<unknown>;
  /** Gives the room back; a second time does nothing. */
  close(): Promise<void>;
}

export interface FileStat {
  readonly size: number;
  readonly modifiedMs: number;
  readonly isFolder: boolean;
  /** The same for all names of one file or folder (links, other spellings); absent where nobody can tell. */
  readonly id?: string;
  /** How many names (hard links) it has; absent where nobody can tell. */
  readonly links?: number;
}

/** Relative paths are relative to the workflow file. Errors are MillraceErrors (`FILE_MISSING`, `FILE_DENIED`, …). */
export interface Files {
  /** The absolute path; of a reference to the model library once anything else was asked about it, else one where nothing is. */
  resolve(path: string): string;
  /** null where there is nothing. */
  stat(path: string): Promise<FileStat | null>;
  /** Refuses a file of more than `maxBytes` (`FILE_TOO_LARGE`) before it is read. */
  readAll(path: string, signal?: AbortSignal, maxBytes?: number): Promise<Uint8Array>;
  open(path: string): Promise<FileReader>;
  /** Relative paths (with `/`) of the files below a folder and of links to such, sorted by name in code point order. */
  list(folder: string, options?: { readonly recursive?: boolean }): Promise<readonly string[]>;
  /** Throws what would keep `create(path)` from writing, and makes nothing; absent where nobody can tell. */
  checkOutput?(path: string): Promise<void>;
  /** The same for a folder that files will be written into, which may not be there yet. */
  checkOutputFolder?(path: string): Promise<void>;
  /** Whether a path would come to lie in a folder, wherever links lead; absent where there are no links. */
  liesIn?(path: string, folder: string): Promise<boolean>;
  /** Makes the folder and those on the way to it, where they are not there. */
  makeFolder(path: string): Promise<void>;
  /**
   * An absolute path where nothing is yet, for a folder of what does not fit into memory. Whoever makes it takes it away;
   * absent where there is no disk.
   */
  temporaryFolder?(): string;
  /** Writes to `path + ".part"`; nothing appears at `path` before `commit`. Opened lazily: `create` may be called in a dry run. */
  create(path: string, how?: WriteHow): FileWriter;
  /**
   * Keeps everybody else out of the file at that path, by whichever of its names they know it, or out of a `part` of it: a file with
   * the ending `.lock` beside it says who does. It is gone with the process. Throws `FILE_IN_USE` where somebody else does; absent where
   * nobody can tell.
   */
  lock?(path: string, part?: string): Promise<FileLock>;
  /** What the model library says of the file that a reference names; null for other paths, and for what is not there. */
  origin?(path: string): Promise<LibraryOrigin | null>;
}

export interface FileLock {
  /** Lets go; only once. */
  release(): void;
}

/** Of a file in the model library. */
export interface LibraryOrigin {
  readonly sha256: string;
  readonly source: string;
  readonly licence: string | null;
}

export interface FileReader {
  readonly size: number;
  /** Fills `into` from `position` of the file; answers how many bytes were read, 0 at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

/** The beginning of a file that is being written, by its length and the sum of its bytes. */
export interface WrittenPart {
  readonly bytes: number;
  readonly sum: number;
}

export interface WriteHow {
  /** Sums up what is written, for `mark`: gets the bytes, the sum of those before (0 of none), and how many these are. */
  readonly sum?: (bytes: Uint8Array, before: number, at: number) => number;
  /** Goes on behind so much of the `.part` file that is there; what stands behind that is cut off. */
  readonly behind?: WrittenPart;
}

export interface FileWriter {
  readonly path: string;
  readonly bytesWritten: number;
  /** Opens the `.part` file (creating nothing else). Idempotent; `write` does it when needed. */
  open(): Promise<void>;
  /**
   * Queues the bytes and waits only while too many are unwritten. The caller must not change them until `written` is
   * called, which happens once they have been handed to the system.
   */
  write(bytes: Uint8Array, written?: () => void): Promise<void> | void;
  /** What has been given to `write` so far; absent where nobody keeps account. */
  mark?(): WrittenPart;
  /** Resolves when everything that has been given to `write` so far is on the disk. */
  synced?(): Promise<void>;
  /** Flushes and renames `.part` to its name. */
  commit(): Promise<void>;
  /** Flushes and leaves the `.part` file. */
  abandon(): Promise<void>;
}

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Monotonic milliseconds with fractions. */
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Does work that waits for nothing, such as a regular expression; throws what `late` makes where it is not over by then. */
  within<T>(ms: number, work: () => T, late: () => Error): T;
}

export interface Log {
  debug(message: string): void;
  warn(message: string): void;
}

export interface Secrets {
  /** The value of a secret by name, or null. What is handed out here is never seen in what Millrace prints, tells or records. */
  get(name: string): Promise<string | null>;
  /** Whether there is one, for whoever only looks; absent where nobody can tell beforehand. */
  has?(name: string): boolean;
  /** The text without any that was handed out; for whoever shows a part of a text: what is cut off cannot be told from it any more. */
  hide?(text: string): string;
}

/** A request as data. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Where a redirect leads to another host, only those that anybody may know (`accept` and the like) go along. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Who asks, by headers and parameters of the address: it goes to that host alone, and no message names it. */
  readonly access?: HttpAccess;
  /** For the whole of it, the answer's last byte included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface HttpAccess {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Unpacked. Throws `HTTP_BROKEN` or `HTTP_TIMEOUT` where it does not come to its end. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** The rest is not wanted. */
  end(): void;
  /** Where it came from in the end, without what let somebody in. */
  readonly url: string;
}

/** Other machines. Errors are MillraceErrors (`HTTP_OFFLINE`, `HTTP_UNREACHABLE`, `HTTP_NOT_HTTP`, `HTTP_REDIRECT`, `HTTP_TIMEOUT`). */
export interface Network {
  /** Follows redirects of GET. An answer of any status is an answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Answers come from a recording: nobody has to be let in, and nothing goes out. */
  readonly isRecorded?: true;
  /** Nothing may be asked, since the workflow is only looked at: `send` throws. */
  readonly isClosed?: true;
  /**
   * Why a kind with a protocol of its own may open no connection: Millrace was told to stay offline, or the workflow is only looked at.
   * Absent = it may.
   */
  readonly noConnections?: "offline" | "closed";
}

/** Where `print-table` prints: standard output in the command line, the log elsewhere. */
export interface TextOutput {
  print(text: string): void;
  /** Characters a line may have, 0 when unknown (a pipe). */
  readonly width: number;
}

/** One input or output of a model. `shape` includes the batch dimension; a string names an open dimension. */
export interface TensorSpec {
  readonly name: string;
  readonly dtype: TensorDtype;
  readonly shape: readonly Dim[];
  /** Set where the file does not even say the rank: `shape` is empty then and means nothing. */
  readonly anyRank?: true;
  /** What the elements of a row are called, where the file says it: the classes of a ZipMap. */
  readonly labels?: readonly string[];
}

/** An operator with constants of a few numbers: `x / 255` is `{ op: "Div", operands: [[255]] }`. */
export interface InputStep {
  readonly op: string;
  readonly operands: readonly (readonly number[])[];
  /** What is computed with stands behind the constant: `1 - x`. */
  readonly last?: true;
}

/** What a model file says of itself, read without opening a session. */
export interface ModelFacts {
  readonly path: string;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** Outputs that are sequences or maps (ZipMap): left out, replaced by the tensors they were made of. */
  readonly dropped: readonly string[];
  /** Files beside the model that hold its weights; none unless given. */
  readonly external?: readonly string[];
  readonly opset: number;
  readonly producer: string;
  /** `metadata_props` of the file, sorted by key. */
  readonly metadata: Readonly<Record<string, string>>;
  /** What the graph does first with an input that has the shape of a picture; inputs of which it says nothing are left out. */
  readonly firstSteps?: Readonly<Record<string, readonly InputStep[]>>;
}

export type Tensor =
  | {
      readonly dtype: Exclude<TensorDtype, "string">;
      readonly dims: readonly number[];
      readonly data: NumberArray;
      /** Set where `data` is made only when it is asked for: writes one row. Whoever cuts rows out asks here. */
      readonly fill?: FillRow;
    }
  | { readonly dtype: "string"; readonly dims: readonly number[]; readonly data: readonly string[] };

/** How many rows one `run` may have: any number; exactly `size` (fixed in the file); `size` because answers depend on it. */
export type Batching =
  | { readonly kind: "free" }
  | { readonly kind: "fixed"; readonly size: number }
  | { readonly kind: "coupled"; readonly size: number };

export interface ModelOptions {
  /** Rows a run should have at the most; 0 = chosen by Millrace. */
  readonly maxBatch?: number;
  /** Batch size of a model known to be batch-coupled (saved in the workflow); null = find out on the first rows. */
  readonly coupledBatch?: number | null;
  /** Frees the batch of a model whose file fixes it at one row, where its operators permit it; else it is looped. */
  readonly freeBatch?: boolean;
  /** Runs in a child process that can be killed: set where the node has a timeout. */
  readonly killable?: boolean;
  readonly timeoutMs?: number | null;
  /** Outputs to compute; all tensors unless given. */
  readonly outputs?: readonly string[];
  /** Bytes the process may use while it runs this model; null = the host's default. */
  readonly memoryLimit?: number | null;
  /** Where it runs: measured and chosen unless told otherwise. */
  readonly placement?: "auto" | "inline" | "inline-2" | "lane" | "lane-2";
  /** Every run takes long (5 ms and more), as the kind knows: chosen by Millrace means so many lanes from the first run on, without a trial. */
  readonly lanes?: number;
  /** What computes it, tried one after the other; what the run says unless given. */
  readonly providers?: readonly ProviderWish[] | null;
  readonly signal?: AbortSignal;
  /** Told once of each way in which the model has to be run slower than it could; the log gets it unless given. */
  readonly onWarning?: (code: string, message: string) => void;
}

/** An open model. Feeds are checked by name, dtype and shape before the runtime sees them. */
export interface ModelSession {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly batching: Batching;
  /** Execution provider that really runs it, e.g. `cpu`. */
  readonly provider: string;
  /** Those that were wished for more, and why they do not; none unless given. */
  readonly refused?: readonly RefusedProvider[];
  /** How many `run` calls are worth having in flight; 1 while it runs inline. May change as placement is measured. */
  readonly inFlight: number;
  /** Where it runs at present, for the summary: `inline`, `inline, 2 threads`, `1 lane`, `2 lanes`, `child`. */
  readonly placement: string;
  /**
   * Computes a batch of any number of rows (0 too): split, padded or looped as `batching` demands. Input arrays are
   * read before it returns only when inline; do not change them until it resolves. A short run inline is answered at
   * once, without a promise: `await` takes both, and what fails always rejects.
   */
  run(
    feeds: Readonly<Record<string, Tensor>>,
  ): Readonly<Record<string, Tensor>> | Promise<Readonly<Record<string, Tensor>>>;
  /** Resolves when a run can begin at once: a process that had to be ended takes a while to start again. */
  ready?(): Promise<void>;
  close(): Promise<void>;
}

export interface Models {
  /** Reads a model's own description. Throws `MODEL_…` errors for files that are no usable model. */
  describe(path: string, signal?: AbortSignal): Promise<ModelFacts>;
  open(path: string, options?: ModelOptions): Promise<ModelSession>;
}
