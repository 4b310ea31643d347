// How well are the introduced events found, mote by mote, on motes that nothing was learned from?

import { areaUnderCurve, detection, type Detection } from "../../../engine/train/measure.ts";
import { predictTrees, type BoostedTrees } from "../../../engine/train/tree.ts";
import { makeFeatures } from "./features.ts";
import { eventOf, SECONDS_APART, type Mote } from "./readings.ts";

/** When an alert begins, and when it ends: the workflow's threshold. */
export interface Limits {
  readonly from: number;
  readonly until: number;
}

/** What a hand-set rule looks at: an alert while either is above. */
export interface RuleLimits {
  readonly humidity: number;
  readonly temperature: number;
}

export interface MoteFigures {
  readonly readings: number;
  readonly eventReadings: number;
  readonly auc: number;
  /** Of the bare humidity, as the best that any rule on it alone could rank. */
  readonly aucOfHumidity: number;
  readonly model: Detection;
  /** Alerts that are not about the event, and how long after its beginning the first one about it came. */
  readonly falseAlerts: number;
  readonly secondsLate: number | null;
  /** The rule with limits that never alarmed on the motes to learn from, and with those that did best where the model's limits are from. */
  readonly ruleNeverFalse: Detection;
  readonly ruleTuned: Detection;
}

export function scoresOf(forest: BoostedTrees, mote: Mote): Float64Array {
  return predictTrees(forest, makeFeatures(mote));
}

/** 1 from the first score at the upper limit until one below the lower: the node threshold by hand. */
export function alerts(scores: ArrayLike<number>, { from, until }: Limits): Uint8Array {
  let on = false;
  return Uint8Array.from(scores, (score) => Number((on = score >= from || (on && score >= until))));
}

/** The limits with the best F1 on a mote: the model's own, on a grid of hundredths. */
export function bestLimits(scores: Float64Array, truth: Uint8Array): Limits {
  let best: Limits = { from: 0, until: 0 };
  let bestF1 = -1;
  for (let from = 50; from <= 95; from++)
    for (let until = 40; until <= from; until++) {
      const limits = { from: from / 100, until: until / 100 };
      const { f1 } = detection(truth, alerts(scores, limits));
      // Of equals the highest: it alarms least elsewhere.
      if (f1 < bestF1) continue;
      bestF1 = f1;
      best = limits;
    }
  return best;
}

/** The smallest limits that no reading of these motes is above. */
export function neverFalse(motes: readonly Mote[]): RuleLimits {
  const highest = (of: "humidity" | "temperature") =>
    motes.reduce((most, mote) => mote[of].reduce((a, b) => Math.max(a, b), most), -Infinity);
  return { humidity: highest("humidity"), temperature: highest("temperature") };
}

/** The rule's best limits on a mote, by half degrees and half percents. */
export function bestRule(mote: Mote): RuleLimits {
  let best: RuleLimits = { humidity: 0, temperature: 0 };
  let bestF1 = -1;
  for (let humidity = 40; humidity <= 95; humidity += 0.5)
    for (let temperature = 25; temperature <= 60; temperature += 0.5) {
      const { f1 } = detection(mote.event, byRule(mote, { humidity, temperature }));
      if (f1 < bestF1) continue;
      bestF1 = f1;
      best = { humidity, temperature };
    }
  return best;
}

/** 1 while the rule alarms. */
export function byRule({ humidity, temperature }: Mote, limits: RuleLimits): Uint8Array {
  return Uint8Array.from(humidity, (value, i) =>
    Number(value > limits.humidity || temperature[i] > limits.temperature),
  );
}

export function evaluateMote(
  mote: Mote,
  scores: Float64Array,
  limits: Limits,
  rules: { readonly neverFalse: RuleLimits; readonly tuned: RuleLimits },
): MoteFigures {
  const marked = alerts(scores, limits);
  const event = eventOf(mote);
  if (!event) throw new Error(`${mote.name} has no event to measure with.`);
  const { from, to } = event;
  const first = marked.findIndex((mark, i) => mark === 1 && i >= from && i <= to);
  return {
    readings: mote.event.length,
    eventReadings: mote.event.reduce((sum, one) => sum + one, 0),
    auc: areaUnderCurve(mote.event, scores),
    aucOfHumidity: areaUnderCurve(mote.event, mote.humidity),
    model: detection(mote.event, marked),
    falseAlerts: stretches(marked).filter((alert) => alert.to < from || alert.from > to).length,
    secondsLate: first < 0 ? null : (first - from) * SECONDS_APART,
    ruleNeverFalse: detection(mote.event, byRule(mote, rules.neverFalse)),
    ruleTuned: detection(mote.event, byRule(mote, rules.tuned)),
  };
}

/** Runs of 1, as indices of their first and last. */
function stretches(marked: Uint8Array): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  marked.forEach((mark, i) => {
    if (mark === 0) return;
    if (i > 0 && marked[i - 1] === 1) found[found.length - 1].to = i;
    else found.push({ from: i, to: i });
  });
  return found;
}
