// Which place a model should run in, decided from measured windows alone: no clock, no session, no thread in here.

export type Place = "inline" | "inline-2" | "lane" | "lane-2";

/** What was measured while runs went to one place. */
export interface Window {
  readonly place: Place;
  readonly rows: number;
  readonly wallMs: number;
  /** Part of the wall time in which the model computed or was waited for. */
  readonly busyMs: number;
  /** Median time of a run where it was computed. */
  readonly runMs: number;
}

interface ChooserOptions {
  readonly cores: number;
}

/** Shorter runs stay inline whatever else is measured: the hop to a lane (30 µs) would cost as much as they do. */
export const WORTH_MEASURING_MS = 0.04;
/** Longer runs leave this thread: it has messages to answer within 5 ms. */
export const LONG_RUN_MS = 5;
/** A model that computes less than this part of the time is not what a run waits for. */
const LOADED = 0.3;
/** Measured work before others are tried: a short run is over before a trial has paid. */
const BEFORE_TRIAL_MS = 100;
/** How much faster a place further down the list must be. */
const CLEARLY = 1.05;
/** Work after which the other places are tried again; doubled each time that changes nothing. */
const FIRST_RETRIAL_MS = 5_000;
const LAST_RETRIAL_MS = 60_000;
/** Windows in a row whose rate is this far off what the place was chosen for: the machine or the work has changed. */
const SLOWER = 0.7;
const FASTER = 1.5;
const SURPRISES = 2;
/** Work between two trials at the least: under load that changes all the time they would cost more than they gain. */
const SURPRISE_PAUSE_MS = 1_000;

/** The simplest first. Two threads in one session lose half their speed when another process wants a core. */
const ORDER: readonly Place[] = ["inline", "lane", "inline-2", "lane-2"];
const THREADS: Readonly<Record<Place, number>> = { inline: 1, lane: 1, "inline-2": 2, "lane-2": 2 };

type Phase =
  | { readonly kind: "watching" }
  | { readonly kind: "trying"; readonly left: Place[]; readonly rates: Map<Place, number>; round: 1 | 2 }
  | { readonly kind: "settled"; rate: number; surprises: number; workedMs: number };

export class Chooser {
  /** Where runs should go now. */
  place: Place = "inline";
  readonly #cores: number;
  readonly #refused = new Set<Place>();
  #phase: Phase = { kind: "watching" };
  #long = false;
  #workedMs = 0;
  #retrialMs = FIRST_RETRIAL_MS;
  #lastRates: ReadonlyMap<Place, number> = new Map();
  /** Where the model ran before the trial. */
  #chosen: Place = "inline";

  constructor({ cores }: ChooserOptions) {
    this.#cores = cores;
  }

  /** How long the next window should be: short while others are tried, for they may be slow. */
  get windowMs(): number {
    return this.#phase.kind === "settled" ? 200 : 20;
  }

  get trying(): boolean {
    return this.#phase.kind === "trying";
  }

  /** Whether runs are so long that none should go inline while a lane is being opened. */
  get long(): boolean {
    return this.#long;
  }

  /** Takes in a window; `place` may be another one afterwards. */
  report(window: Window): void {
    if (window.place !== this.place) return;
    const wasLong = this.#long;
    this.#long = window.runMs > (wasLong ? LONG_RUN_MS / 2 : LONG_RUN_MS);
    const rate = window.rows / Math.max(window.wallMs, 1e-6);
    const phase = this.#phase;
    if (phase.kind === "trying") return this.#tried(phase, rate);
    if (this.#long && !wasLong && isInline(this.place)) return this.#try();
    if (isInline(this.place) && window.runMs < WORTH_MEASURING_MS) return;
    if (window.busyMs < LOADED * window.wallMs) return;
    if (phase.kind === "watching") {
      this.#workedMs += window.busyMs;
      if (this.#workedMs >= BEFORE_TRIAL_MS) this.#try();
      return;
    }
    this.#check(phase, rate, window.busyMs);
  }

  /** A place that could not be opened is not tried again. */
  refuse(place: Place): void {
    this.#refused.add(place);
    if (this.place !== place) return;
    if (this.#phase.kind === "trying") this.#next(this.#phase);
    else this.#settle("inline", 0);
  }

  #check(phase: Extract<Phase, { kind: "settled" }>, rate: number, busyMs: number): void {
    const surprising = rate < SLOWER * phase.rate || rate > FASTER * phase.rate;
    phase.surprises = surprising ? phase.surprises + 1 : 0;
    if (!surprising) phase.rate += (rate - phase.rate) / 8;
    phase.workedMs += busyMs;
    const changed = phase.surprises >= SURPRISES && phase.workedMs > SURPRISE_PAUSE_MS;
    // Rates of another machine or another kind of work say nothing any more.
    if (changed) this.#lastRates = new Map();
    if (changed || phase.workedMs > this.#retrialMs) this.#try();
  }

  #candidates(): Place[] {
    const possible = ORDER.filter((place) => THREADS[place] <= this.#cores && !this.#refused.has(place));
    const lanes = possible.filter((place) => !isInline(place));
    if (this.#long && lanes.length > 0) return lanes;
    const best = Math.max(...this.#lastRates.values());
    return possible.filter((place) => (this.#lastRates.get(place) ?? best) >= best / 2);
  }

  #try(): void {
    const left = this.#candidates();
    this.#chosen = this.place;
    const phase: Phase = { kind: "trying", left, rates: new Map(), round: 1 };
    this.#phase = phase;
    if (left.length > 1) this.place = left[0];
    else this.#settle(left[0] ?? "inline", 0);
  }

  #tried(phase: Extract<Phase, { kind: "trying" }>, rate: number): void {
    // The better of two windows: what disturbs a window only ever slows it down.
    phase.rates.set(this.place, Math.max(rate, phase.rates.get(this.place) ?? 0));
    // It may show only now that runs are long: then they leave this thread at once.
    if (this.#long && isInline(this.place) && this.#candidates().includes("lane")) return this.#try();
    this.#next(phase);
  }

  #next(phase: Extract<Phase, { kind: "trying" }>): void {
    phase.left.shift();
    if (phase.left.length === 0 && phase.round === 1) {
      phase.round = 2;
      const best = Math.max(...phase.rates.values());
      phase.left.push(...[...phase.rates].filter(([, rate]) => rate > 0.6 * best).map(([place]) => place));
    }
    if (phase.left.length > 0) this.place = phase.left[0];
    else this.#decide(phase.rates);
  }

  #decide(rates: ReadonlyMap<Place, number>): void {
    let chosen: Place | null = null;
    for (const place of ORDER) {
      const rate = rates.get(place);
      if (rate === undefined) continue;
      if (chosen === null || rate > CLEARLY * (rates.get(chosen) ?? 0)) chosen = place;
    }
    this.#lastRates = rates;
    this.#settle(chosen ?? "inline", chosen ? (rates.get(chosen) ?? 0) : 0);
  }

  #settle(place: Place, rate: number): void {
    this.#retrialMs =
      place === this.#chosen ? Math.min(2 * this.#retrialMs, LAST_RETRIAL_MS) : FIRST_RETRIAL_MS;
    this.#chosen = place;
    this.place = place;
    this.#phase = { kind: "settled", rate, surprises: 0, workedMs: 0 };
  }
}

function isInline(place: Place): boolean {
  return place === "inline" || place === "inline-2";
}
