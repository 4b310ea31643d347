// A session called without the runtime's own JavaScript around it, which takes a quarter of a small model's run.

import type * as Ort from "onnxruntime-node";
import { madeFeeds, type FeedMemory } from "./made-feeds.ts";
import { fromOrt, type Feeds, type ModelSource, type OrtSession, type Results } from "./ort-session.ts";

/** What `dist/binding.js` of onnxruntime-node 1.30.0 gives, as far as it is used here. Not part of its interface. */
export interface Direct {
  readonly binding: { readonly InferenceSession: new () => NativeSession };
  readonly initOrt: () => void;
}

interface NativeSession {
  loadModel(path: string, options: Ort.InferenceSession.SessionOptions): void;
  loadModel(
    buffer: ArrayBufferLike,
    byteOffset: number,
    byteLength: number,
    options: Ort.InferenceSession.SessionOptions,
  ): void;
  readonly outputMetadata: readonly { readonly name: string }[];
  /** Computes at once. What is asked for stands in `fetches` as null. */
  run(feeds: Record<string, NativeTensor>, fetches: Record<string, null>): Record<string, Ort.Tensor>;
  dispose(): void;
}

interface NativeTensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
  readonly location: "cpu";
}

/** The inner interface; null where this version of the runtime has another one. Load the runtime first. */
export async function loadDirect(): Promise<Direct | null> {
  try {
    return asDirect(await import("onnxruntime-node/dist/binding.js"));
  } catch {
    return null;
  }
}

/** The module, when it looks as it does in the version we know. */
export function asDirect(module: object): Direct | null {
  const { binding, initOrt } = module as { binding?: { InferenceSession?: unknown }; initOrt?: unknown };
  const Session = binding?.InferenceSession;
  if (typeof initOrt !== "function" || typeof Session !== "function") return null;
  const names = Object.getOwnPropertyNames(Session.prototype);
  const known = ["loadModel", "run", "dispose", "outputMetadata"].every((name) => names.includes(name));
  return known ? (module as Direct) : null;
}

/** Blocks while the runtime reads the model; throws what it says. */
export function openDirect(
  { binding, initOrt }: Direct,
  source: ModelSource,
  options: Ort.InferenceSession.SessionOptions,
  fetches: readonly string[] | null,
): OrtSession {
  initOrt();
  const native = new binding.InferenceSession();
  if (source.kind === "path") native.loadModel(source.path, options);
  else {
    const { buffer, byteOffset, byteLength } = source.bytes;
    native.loadModel(buffer, byteOffset, byteLength, options);
  }
  return new DirectSession(native, fetches ?? native.outputMetadata.map(({ name }) => name));
}

class DirectSession implements OrtSession {
  readonly #native: NativeSession;
  readonly #fetches: Record<string, null>;
  readonly #memory: FeedMemory = new Map();

  constructor(native: NativeSession, fetches: readonly string[]) {
    this.#native = native;
    this.#fetches = Object.fromEntries(fetches.map((name) => [name, null]));
  }

  run(given: Feeds): Results {
    const feeds = madeFeeds(given, this.#memory);
    const tensors: Record<string, NativeTensor> = {};
    for (const name in feeds) {
      const { dtype: type, data, dims } = feeds[name];
      tensors[name] = { type, data, dims, location: "cpu" };
    }
    const answer = this.#native.run(tensors, this.#fetches);
    const results: Record<string, ReturnType<typeof fromOrt>> = {};
    for (const name in answer) results[name] = fromOrt(answer[name]);
    return results;
  }

  release(): Promise<void> {
    this.#native.dispose();
    return Promise.resolve();
  }
}
