// Runs a recurrent model over a recording, window by window, with what it carries on from one to the next.

import type { ModelSession, Tensor } from "../../../engine/sdk/services.ts";
import { floatsOf } from "../../_shared/open-model.ts";
import { freshStates, rateTensor, type VadModel } from "./vad-model.ts";

/** What is carried on from one piece of a recording to the next. */
export interface Carried {
  readonly states: Readonly<Record<string, Tensor>>;
  /** The last samples that were judged: the context of the next window. */
  readonly context: Float32Array;
  /** Samples at the end that did not fill a window. */
  readonly left: Float32Array;
}

export function fresh(model: VadModel): Carried {
  return {
    states: freshStates(model),
    context: new Float32Array(model.context),
    left: new Float32Array(0),
  };
}

export interface Heard {
  readonly probabilities: Float32Array;
  readonly after: Carried;
}

/**
 * The probability of each window. What is left at the end is filled up with silence, unless another piece may follow (`open`): then it is
 * judged there.
 */
export async function listen(
  session: ModelSession,
  model: VadModel,
  samples: Float32Array,
  before: Carried,
  open: boolean,
  signal: AbortSignal,
): Promise<Heard> {
  const { window, context } = model;
  const total = before.left.length + samples.length;
  const count = open ? Math.floor(total / window) : Math.ceil(total / window);
  const probabilities = new Float32Array(count);
  const rate = rateTensor(model);
  const data = new Float32Array(context + window);
  const sound: Tensor = { dtype: "float32", dims: [1, data.length], data };
  const feeds: Record<string, Tensor> = { [model.sound]: sound, ...before.states };
  if (rate) feeds[model.rateInput!.name] = rate;
  data.set(before.context, window);
  for (let i = 0; i < count && !signal.aborted; i++) {
    data.copyWithin(0, window);
    fill(data, context, before.left, samples, i * window);
    // The same array every time: it is read before the answer is there. `await` only where it is not there at once.
    const running = session.run(feeds);
    const answer = running instanceof Promise ? await running : running;
    probabilities[i] = floatsOf(answer[model.probability])[0];
    for (const { input, output } of model.states) feeds[input] = answer[output];
  }
  const states = Object.fromEntries(model.states.map(({ input }) => [input, feeds[input]]));
  const left = new Float32Array(Math.max(0, total - count * window));
  if (left.length > 0) fill(left, 0, before.left, samples, count * window);
  return { probabilities, after: { states, context: data.slice(window), left } };
}

/** Fills `into` from `offset` on with what stands at `from` of `left` and `samples`, one behind the other, and then with silence. */
function fill(
  into: Float32Array,
  offset: number,
  left: Float32Array,
  samples: Float32Array,
  from: number,
): void {
  let at = offset;
  if (from < left.length) {
    into.set(left.subarray(from), at);
    at += left.length - from;
  }
  const begin = Math.max(0, from - left.length);
  const part = samples.subarray(begin, begin + into.length - at);
  into.set(part, at);
  into.fill(0, at + part.length);
}
