// How a batch of any number of rows becomes runs that the model can take: split, looped, padded, or as it is.

import { MillraceError } from "../sdk/errors.ts";
import type { Batching, Tensor } from "../sdk/services.ts";
import type { BatchShape } from "./batch-shape.ts";
import { findCoupling, TogetherError } from "./coupling.ts";
import type { Feeds, Results } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import { joinResults, padRows, sliceRows } from "./rows.ts";
import type { Runner } from "./runner.ts";

/** Small models gain from rows up to about here: 135 ns a row for an MLP of 16 numbers, 146 with 4,096 rows at once. */
const MAX_ROWS = 2048;
/** Input values in one run: convolutions over images gain nothing from batches and lose their cache. */
const MAX_ELEMENTS = 262_144;

/**
 * Rows of a batch-coupled model that go together unless the workflow says otherwise. One: its answer depends on the
 * row alone, so it stays the same whatever the frames, the failed rows before it and the place in the file are.
 */
const COUPLED_ROWS = 1;

export interface BatcherOptions {
  readonly maxBatch: number;
  readonly coupledBatch: number | null;
  /** Told of what makes the model slower than it could be: a code and a sentence. */
  readonly warn: (code: string, message: string) => void;
  readonly now: () => number;
}

export class Batcher {
  batching: Batching;
  readonly #model: PreparedModel;
  readonly #batched: ReadonlySet<string>;
  readonly #maxBatch: number;
  readonly #warn: BatcherOptions["warn"];
  readonly #now: () => number;
  /** False until rows of a free batch are known not to influence each other. */
  #settled: boolean;
  /** Rows that fit into one run, as the last batch showed. */
  #fittingRows = 1;
  #probe: Promise<void> | null = null;

  constructor(model: PreparedModel, shape: BatchShape, options: BatcherOptions) {
    this.#model = model;
    this.#batched = new Set(model.inputs.filter((_, i) => shape.batched[i]).map(({ name }) => name));
    this.#maxBatch = options.maxBatch;
    this.#warn = options.warn;
    this.#now = options.now;
    this.#settled = shape.kind !== "free";
    this.batching = shape.kind === "fixed" ? { kind: "fixed", size: shape.size } : { kind: "free" };
    if (model.freed?.done === false) this.#tellHeld(model.freed.reasons);
    if (shape.kind !== "free") return;
    if (options.coupledBatch) {
      this.batching = { kind: "coupled", size: options.coupledBatch };
      this.#settled = true;
    } else if (model.coupling.length > 0) {
      this.#couple(`its operator ${model.coupling[0]} quantizes by all rows of a batch`);
    }
  }

  /** Whether feeds of so many rows can go to the runner as they are. */
  direct(rows: number): boolean {
    const { batching } = this;
    if (batching.kind !== "free") return rows === batching.size;
    return rows === 1 || (this.#settled && rows <= this.#limit());
  }

  /** Runs `rows` rows, at least one. `sameRows` is false where inputs have different numbers of rows. */
  async run(runner: Runner, feeds: Feeds, rows: number, sameRows: boolean): Promise<Results> {
    if (!sameRows) return runner.run(feeds, rows);
    const elements = elementsPerRow(feeds, this.#batched);
    this.#fittingRows = Math.max(1, Math.min(MAX_ROWS, Math.floor(MAX_ELEMENTS / elements)));
    const limit = this.#limit();
    // Rows that are so large that they go one by one have no neighbours.
    if (!this.#settled && rows > 1 && limit > 1) {
      this.#probe ??= this.#settle(runner, feeds, rows);
      await this.#probe;
    }
    if (this.batching.kind !== "free") return this.#inBatches(runner, feeds, rows, this.batching.size);
    if (rows <= limit) return runner.run(feeds, rows);
    // Equal parts: a small rest would cost as much as a whole batch.
    return this.#inBatches(runner, feeds, rows, Math.ceil(rows / Math.ceil(rows / limit)), false);
  }

  /** Most rows of one run. */
  #limit(): number {
    return this.#maxBatch > 0 ? this.#maxBatch : this.#fittingRows;
  }

  async #inBatches(runner: Runner, feeds: Feeds, rows: number, size: number, pad = true): Promise<Results> {
    if (rows === size) return runner.run(feeds, rows);
    const count = Math.ceil(rows / size);
    const parts = new Array<Results>(count);
    const sizes = Array.from({ length: count }, (_, i) => Math.min(size, rows - i * size));
    let next = 0;
    const pump = async () => {
      while (next < count) {
        const i = next++;
        const from = i * size;
        const part = this.#cut(feeds, from, from + sizes[i], pad ? size : sizes[i]);
        const answer = runner.run(part, sizes[i]);
        parts[i] = answer instanceof Promise ? await answer : answer;
      }
    };
    await Promise.all(Array.from({ length: Math.min(count, runner.inFlight) }, pump));
    return joinResults(parts, sizes, this.#model.path);
  }

  #cut(feeds: Feeds, from: number, to: number, size: number): Feeds {
    const part: Record<string, Tensor> = {};
    for (const name in feeds)
      part[name] = this.#batched.has(name) ? padRows(sliceRows(feeds[name], from, to), size) : feeds[name];
    return part;
  }

  async #settle(runner: Runner, feeds: Feeds, rows: number): Promise<void> {
    try {
      const differing = await findCoupling(runner, feeds, this.#batched, rows, this.#now);
      if (differing !== null) this.#couple(`its output "${differing}" differs for rows alone and together`);
      this.#settled = true;
    } catch (thrown) {
      if (this.#model.freed?.done && thrown instanceof TogetherError)
        return this.#couple("its batch was freed, but several rows fail together");
      // A row that fails says nothing about the others; the run that follows reports it, the next one tries again.
      this.#probe = null;
      if (!(thrown instanceof MillraceError) && !(thrown instanceof TogetherError)) throw thrown;
    }
  }

  #tellHeld(reasons: readonly string[]): void {
    this.#warn(
      "MODEL_BATCH_HELD",
      `The batch of the model "${this.#model.path}" cannot be freed, so it runs one row at a time: ${reasons.join(" ")}`,
    );
  }

  #couple(reason: string): void {
    this.batching = { kind: "coupled", size: COUPLED_ROWS };
    this.#settled = true;
    this.#warn(
      "MODEL_BATCH_COUPLED",
      `The model "${this.#model.path}" answers differently for a row alone and in a batch: ${reason}. ` +
        `It runs ${COUPLED_ROWS} row at a time, so that answers do not depend on a row's neighbours; ` +
        "set the batch size of the node to run faster.",
    );
  }
}

function elementsPerRow(feeds: Feeds, batched: ReadonlySet<string>): number {
  let elements = 0;
  for (const name of batched)
    elements += feeds[name].dims.slice(1).reduce((product, dim) => product * dim, 1);
  return Math.max(1, elements);
}
