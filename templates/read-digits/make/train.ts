// How does the net learn? Small batches, momentum, a learning rate that falls to nothing; the same weights with every run.

import { seededRandom, type Random } from "../../../engine/train/random.ts";
import { plain, vary } from "./augment.ts";
import { PIXELS, type Digit } from "./digits.ts";
import { CLASSES, digitNet, type DigitNet } from "./net/digit-net.ts";
import type { Weights } from "./net/layer.ts";
import { softmaxInPlace } from "./net/softmax.ts";

export const SETTINGS = {
  seed: 11,
  epochs: 12,
  batch: 32,
  learningRate: 0.05,
  momentum: 0.9,
  /** Pulls weights towards 0 a little with each step. */
  decay: 1e-4,
};

export type Settings = typeof SETTINGS;

/** `tell` hears after each pass over all digits how large the error was. */
export function trainNet(
  digits: readonly Digit[],
  settings: Settings = SETTINGS,
  tell: (epoch: number, loss: number) => void = () => {},
): DigitNet {
  const random = seededRandom(settings.seed);
  const net = digitNet(random);
  const picture = new Float64Array(PIXELS);
  const steps = settings.epochs * Math.ceil(digits.length / settings.batch);
  let step = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    const order = shuffled(digits.length, random);
    let loss = 0;
    for (let from = 0; from < order.length; from += settings.batch) {
      const batch = order.subarray(from, from + settings.batch);
      for (const index of batch) {
        const { label, pixels } = digits[index];
        vary(pixels, random, picture);
        const shares = softmaxInPlace(net.scores(picture).slice());
        loss -= Math.log(shares[label] + 1e-12);
        shares[label] -= 1;
        for (let i = 0; i < CLASSES; i++) shares[i] /= batch.length;
        net.learn(shares);
      }
      const rate = settings.learningRate * (1 - step++ / steps);
      for (const weights of net.weights) move(weights, rate, settings);
    }
    tell(epoch, loss / digits.length);
  }
  return net;
}

/** The class of each digit as the net sees it. */
export function readAll(net: DigitNet, digits: readonly Digit[]): number[] {
  const picture = new Float64Array(PIXELS);
  return digits.map(({ pixels }) => {
    plain(pixels, picture);
    const scores = net.scores(picture);
    return scores.indexOf(Math.max(...scores));
  });
}

function move({ values, gradient, velocity }: Weights, rate: number, { momentum, decay }: Settings): void {
  for (let i = 0; i < values.length; i++) {
    velocity[i] = momentum * velocity[i] - rate * (gradient[i] + decay * values[i]);
    values[i] += velocity[i];
    gradient[i] = 0;
  }
}

function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = random.below(i + 1);
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}
