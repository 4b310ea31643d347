// The model session that nodes use: feeds checked, cut into batches, run where it is fastest.

import { allocate } from "../frames/types.ts";
import type { RefusedProvider } from "../sdk/providers.ts";
import type { Batching, ModelSession, Tensor, TensorSpec } from "../sdk/services.ts";
import { batchShape } from "./batch-shape.ts";
import { Batcher, type BatcherOptions } from "./batching.ts";
import { FeedCheck } from "./feed-check.ts";
import { closedError } from "./model-errors.ts";
import type { Answer, Feeds, Results } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { Chosen } from "./providers/choose.ts";
import type { Runner } from "./runner.ts";

export class CheckedSession implements ModelSession {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly provider: string;
  readonly refused: readonly RefusedProvider[];
  readonly #runner: Runner;
  readonly #check: FeedCheck;
  readonly #batcher: Batcher;
  readonly #file: string;
  /** Batches that become several runs. */
  readonly #inParts = new Set<Promise<Results>>();
  #closed = false;
  readonly #onClose: (session: ModelSession) => void;

  constructor(
    model: PreparedModel,
    runner: Runner,
    options: BatcherOptions,
    { words, refused }: Pick<Chosen, "words" | "refused">,
    onClose: (session: ModelSession) => void,
  ) {
    const shape = batchShape(model.inputs);
    this.inputs = model.inputs;
    this.outputs = model.outputs;
    this.provider = words;
    this.refused = refused;
    this.#runner = runner;
    this.#file = model.path;
    this.#check = new FeedCheck(model.inputs, shape, model.path);
    this.#batcher = new Batcher(model, shape, options);
    this.#onClose = onClose;
  }

  get batching(): Batching {
    return this.#batcher.batching;
  }

  get inFlight(): number {
    return this.#runner.inFlight;
  }

  get placement(): string {
    return this.#runner.placement;
  }

  run(feeds: Feeds): Answer {
    let rows: number;
    try {
      rows = this.#check.rows(feeds);
    } catch (thrown) {
      return Promise.reject(thrown);
    }
    if (rows > 0 && this.#batcher.direct(rows)) return this.#runner.run(feeds, rows);
    if (rows === 0) return Promise.resolve(noRows(this.inputs, this.outputs, feeds));
    if (this.#closed) return Promise.reject(closedError(this.#file));
    const results = this.#batcher.run(this.#runner, feeds, rows, this.#check.sameRows);
    this.#inParts.add(results);
    const done = () => void this.#inParts.delete(results);
    results.then(done, done);
    return results;
  }

  async ready(): Promise<void> {
    await this.#runner.ready?.();
  }

  async close(): Promise<void> {
    this.#closed = true;
    try {
      // The runner waits for the runs it has; these have not sent it all of theirs yet.
      await Promise.allSettled(this.#inParts);
      await this.#runner.close();
    } finally {
      this.#onClose(this);
    }
  }
}

/** The answer to no rows, without the runtime: some operators fail on empty tensors. */
function noRows(inputs: readonly TensorSpec[], outputs: readonly TensorSpec[], feeds: Feeds): Results {
  const sizes = new Map<string, number>();
  for (const { name, shape } of inputs)
    shape.forEach((dim, axis) => typeof dim === "string" && sizes.set(dim, feeds[name].dims[axis]));
  return Object.fromEntries(
    outputs.map(({ name, dtype, shape }): [string, Tensor] => {
      const rest = shape.slice(1).map((dim) => (typeof dim === "number" ? dim : (sizes.get(dim) ?? 0)));
      return [name, emptyTensor(dtype, [0, ...rest])];
    }),
  );
}

function emptyTensor(dtype: TensorSpec["dtype"], dims: readonly number[]): Tensor {
  return dtype === "string" ? { dtype, dims, data: [] } : { dtype, dims, data: allocate(dtype, 0) };
}
