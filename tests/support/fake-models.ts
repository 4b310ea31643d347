// A models service whose one model is a function: for tests of what stands around a model.

import type {
  Batching,
  ModelFacts,
  ModelOptions,
  Models,
  ModelSession,
  Tensor,
  TensorSpec,
} from "../../engine/sdk/services.ts";

export type Feeds = Readonly<Record<string, Tensor>>;

export interface FakeModel {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly run: (feeds: Feeds) => Readonly<Record<string, Tensor>>;
  readonly batching?: Batching;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface FakeModels extends Models {
  readonly opened: readonly (ModelOptions | undefined)[];
  readonly feeds: readonly Feeds[];
  /** Sessions that are open at present. */
  readonly openSessions: number;
}

export function fakeModels(model: FakeModel): FakeModels {
  const opened: (ModelOptions | undefined)[] = [];
  const seen: Feeds[] = [];
  let openSessions = 0;
  const { inputs, outputs, batching = { kind: "free" }, metadata = {} } = model;
  const facts: ModelFacts = {
    path: "m.onnx",
    inputs,
    outputs,
    dropped: [],
    opset: 17,
    producer: "test",
    metadata,
  };
  const open = async (_path: string, options?: ModelOptions): Promise<ModelSession> => {
    opened.push(options);
    openSessions++;
    return {
      inputs,
      outputs,
      batching,
      provider: "cpu",
      inFlight: 1,
      placement: "inline",
      run: async (feeds) => {
        seen.push(feeds);
        return model.run(feeds);
      },
      close: async () => void openSessions--,
    };
  };
  return {
    opened,
    feeds: seen,
    get openSessions() {
      return openSessions;
    },
    describe: async () => facts,
    open,
  };
}

/** `float32` and the like with a shape: `spec("x", "float32", ["N", 16])`. */
export function spec(name: string, dtype: TensorSpec["dtype"], shape: TensorSpec["shape"]): TensorSpec {
  return { name, dtype, shape };
}
