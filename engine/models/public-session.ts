// A session by the runtime's public interface: what is used where its inner one is not what we know.

import type * as Ort from "onnxruntime-node";
import type { Tensor } from "../sdk/services.ts";
import { fromOrt, type Feeds, type ModelSource, type OrtSession, type Results } from "./ort-session.ts";

type Made = new (dtype: Tensor["dtype"], data: Tensor["data"], dims: readonly number[]) => Ort.Tensor;

export async function openPublic(
  { InferenceSession, Tensor }: typeof Ort,
  source: ModelSource,
  options: Ort.InferenceSession.SessionOptions,
  fetches: readonly string[] | null,
): Promise<OrtSession> {
  const session =
    source.kind === "path"
      ? await InferenceSession.create(source.path, options)
      : await InferenceSession.create(source.bytes, options);
  return new PublicSession(session, Tensor, fetches);
}

class PublicSession implements OrtSession {
  readonly #session: Ort.InferenceSession;
  readonly #Tensor: Made;
  readonly #fetches: readonly string[] | null;
  readonly #running = new Set<Promise<unknown>>();

  constructor(session: Ort.InferenceSession, Tensor: Made, fetches: readonly string[] | null) {
    this.#session = session;
    this.#Tensor = Tensor;
    this.#fetches = fetches;
  }

  /** The runtime computes on a later turn of the event loop. */
  async run(feeds: Feeds): Promise<Results> {
    const tensors: Record<string, Ort.Tensor> = {};
    for (const name in feeds) {
      const { dtype, data, dims } = feeds[name];
      tensors[name] = new this.#Tensor(dtype, data, dims);
    }
    const running = this.#fetches ? this.#session.run(tensors, this.#fetches) : this.#session.run(tensors);
    this.#running.add(running);
    try {
      const answer = await running;
      return Object.fromEntries(Object.entries(answer).map(([name, tensor]) => [name, fromOrt(tensor)]));
    } finally {
      this.#running.delete(running);
    }
  }

  async release(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.#session.release();
  }
}
