// The one error class of Millrace: a code, a place, the cause and the next step.

/** Where it happened; all parts optional, shown in this order. */
export interface ErrorPlace {
  readonly node?: string;
  readonly port?: string;
  readonly row?: number;
  readonly file?: string;
  /** 1-based line in `file`. */
  readonly line?: number;
  /** 1-based column in `line`. */
  readonly column?: number;
  /** Place inside a document or params, e.g. `nodes[2].kind`. */
  readonly path?: string;
}

export interface ErrorDetails extends ErrorPlace {
  /** What is wrong, in one sentence a user understands. */
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
  /** What to do about it. */
  readonly hint: string;
  readonly cause?: unknown;
  /** The node cannot work at all, whatever the row: thrown while a frame is processed, it stops the run. */
  readonly fatal?: boolean;
}

/**
 * Code of an error that a source throws when a part it was given turns out not to stand for itself. The run is then done
 * again on one thread.
 */
export const PART_TORN = "PART_TORN";

export class MillraceError extends Error {
  override readonly name = "MillraceError";
  /** Stable name in capitals, e.g. `FILE_MISSING`. */
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, details: ErrorDetails) {
    super(details.message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  /** The same error with parts of its place filled in where they are still missing. */
  at(place: ErrorPlace): MillraceError {
    const moved = new MillraceError(this.code, { ...place, ...withoutUndefined(this.details) });
    moved.stack = this.stack;
    return moved;
  }
}

/** Why a run's signal fires when somebody asks for its end: what is in flight may finish, nothing new begins. */
export class RunCancelled extends Error {
  override readonly name = "RunCancelled";

  constructor() {
    super("The run was cancelled.");
  }
}

/** Whether something was thrown only because the run was cancelled; waits that were cut short keep that as their cause. */
export function isCancel(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown instanceof RunCancelled || isCancel(thrown.cause));
}

/** Any thrown value as a MillraceError; unexpected ones get the given code and hint and keep their cause. */
export function toMillraceError(thrown: unknown, code: string, hint: string): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new MillraceError(code, { message, hint, cause: thrown });
}

/** The place in words: `node delay (in), line 17` or `data.csv:17`. */
export function formatPlace(place: ErrorPlace): string {
  const parts: string[] = [];
  if (place.file)
    parts.push([place.file, place.line, place.column].filter((part) => part !== undefined).join(":"));
  if (place.node) parts.push(`node ${place.node}${place.port ? `.${place.port}` : ""}`);
  if (place.path) parts.push(place.path);
  if (place.row !== undefined) parts.push(`row ${place.row}`);
  return parts.join(", ");
}

function withoutUndefined(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(
    Object.entries(details).filter(([, value]) => value !== undefined),
  ) as unknown as ErrorDetails;
}
