// Which place a model should run in, decided from measured windows alone: no clock, no session, no thread in here.

import { PlaceRates } from "./place-rates.ts";
import { isInline, PossiblePlaces, type Place } from "./possible-places.ts";

/** What was measured while runs went to one place. */
export interface Window {
  readonly place: Place;
  readonly rows: number;
  readonly wallMs: number;
  /** Part of the wall time in which the model computed or was waited for. */
  readonly busyMs: number;
  /** Median time of a run where it was computed. */
  readonly runMs: number;
  /** Time of the quick ones among the runs: where other threads want this core, most runs seem longer than they are. */
  readonly quickMs?: number;
  /** CPU time of the whole process meanwhile, where it is known: decoding pictures takes cores too. */
  readonly cpuMs?: number;
}

interface ChooserOptions {
  readonly cores: number;
  /** Places that are out of the question. */
  readonly without?: readonly Place[];
}

/** Shorter runs stay inline whatever else is measured: the hop to a lane (30 µs) would cost as much as they do. */
export const WORTH_MEASURING_MS = 0.04;
/** Longer runs leave this thread: it has messages to answer within 5 ms. */
export const LONG_RUN_MS = 5;
/** A model that computes less than this part of the time is not what a run waits for. */
const LOADED = 0.3;
/** So much of a core must be idle, or another place has nothing to gain from: other work of this process takes all of them. */
const FREE_CORES = 0.75;
/** How long ago the CPU time that counts was used: windows of 20 ms differ, for decoders and a model take turns. */
const CPU_MEMORY_MS = 100;
/** Measured work before others are tried: a short run is over before a trial has paid. */
const BEFORE_TRIAL_MS = 60;
/** The first look at a place is short, for most are slow. */
const LOOK_MS = 20;
/** The second look is for those that came near, the third confirms the choice: with a core taken, 20 ms are a lottery. */
const CLOSE_LOOK_MS = 50;
const CONFIRMATIONS = 3;
const SETTLED_MS = 100;
/** Where the cores are taken nothing is to be gained, and asking for CPU time takes the system 0.4 ms where there are many threads. */
const TAKEN_MS = 400;
/** How near to the best a place must come at first sight. */
const NEAR = 0.85;
/** How much faster a place further down the list must be. */
const CLEARLY = 1.05;
/** Work after which the other places are tried again; doubled each time that changes nothing. */
const FIRST_RETRIAL_MS = 1_000;
const LAST_RETRIAL_MS = 60_000;
/** Windows in a row whose rate is this far off what the place was chosen for: the machine or the work has changed. */
const SLOWER = 0.7;
const FASTER = 1.5;
const SURPRISES = 2;
/** Work between two trials at the least: under load that changes all the time they would cost more than they gain. */
const SURPRISE_PAUSE_MS = 1_000;

type Phase =
  | { readonly kind: "watching"; workedMs: number }
  | { readonly kind: "trying"; readonly left: Place[]; round: 1 | 2 }
  | { readonly kind: "settled"; confirmations: number; rate: number; surprises: number; workedMs: number };

export class Chooser {
  /** Where runs should go now. */
  place: Place = "inline";
  readonly #cores: number;
  readonly #possible: PossiblePlaces;
  readonly #rates = new PlaceRates();
  #phase: Phase = { kind: "watching", workedMs: 0 };
  #long = false;
  /** CPU time of this process over time by the clock, on average; null until it has been seen. */
  #coresUsed: number | null = null;
  #retrialMs = FIRST_RETRIAL_MS;
  /** Where the model ran before the trial. */
  #before: Place = "inline";

  constructor({ cores, without = [] }: ChooserOptions) {
    this.#cores = cores;
    this.#possible = new PossiblePlaces(cores);
    for (const place of without) this.#possible.refuse(place);
  }

  /** How long the next window should be: short while others are tried, for they may be slow. */
  get windowMs(): number {
    const phase = this.#phase;
    switch (phase.kind) {
      case "watching":
        return this.#coresTaken ? TAKEN_MS : LOOK_MS;
      case "trying":
        return phase.round === 1 ? LOOK_MS : CLOSE_LOOK_MS;
      case "settled":
        return phase.confirmations > 0 ? CLOSE_LOOK_MS : SETTLED_MS;
    }
  }

  get trying(): boolean {
    return this.#phase.kind === "trying";
  }

  /** Whether runs are so long that none should go inline while a lane is being opened. */
  get long(): boolean {
    return this.#long;
  }

  /** The best place known: where runs should go while the one they should go to is being opened. */
  get meanwhile(): Place {
    return this.#best();
  }

  /** Takes in a window; `place` may be another one afterwards. */
  report(window: Window): void {
    const { place, rows, wallMs, busyMs, runMs, quickMs = runMs, cpuMs = 0 } = window;
    if (place !== this.place) return;
    const wasLong = this.#long;
    this.#long = quickMs > (wasLong ? LONG_RUN_MS / 2 : LONG_RUN_MS);
    const phase = this.#phase;
    if (phase.kind === "trying") {
      this.#rates.add(place, rows, wallMs);
      return this.#tried(phase);
    }
    if (this.#long && !wasLong && isInline(place)) return this.#try();
    if (isInline(place) && runMs < WORTH_MEASURING_MS) return;
    if (busyMs < LOADED * wallMs) return;
    if (place === "inline" && this.#cores > 1) {
      this.#noteUse(cpuMs, wallMs);
      if (this.#coresTaken) return;
    }
    this.#rates.add(place, rows, wallMs);
    if (phase.kind === "settled") return this.#check(phase, rows / wallMs, busyMs);
    phase.workedMs += busyMs;
    if (phase.workedMs >= BEFORE_TRIAL_MS) this.#try();
  }

  /** A place that could not be opened is not tried again. */
  refuse(place: Place): void {
    this.#possible.refuse(place);
    this.#rates.forget(place);
    if (this.place !== place) return;
    if (this.#phase.kind === "trying") this.#next(this.#phase);
    else this.#settle("inline");
  }

  /** Whether this process keeps the cores busy with other work. On average: decoders pause while the model holds up the thread that feeds them. */
  get #coresTaken(): boolean {
    return this.#coresUsed !== null && this.#coresUsed > this.#cores - FREE_CORES;
  }

  #noteUse(cpuMs: number, wallMs: number): void {
    const share = 1 - Math.exp(-wallMs / CPU_MEMORY_MS);
    const used = cpuMs / Math.max(wallMs, 1e-6);
    this.#coresUsed = this.#coresUsed === null ? used : this.#coresUsed + (used - this.#coresUsed) * share;
  }

  #check(phase: Extract<Phase, { kind: "settled" }>, rate: number, busyMs: number): void {
    phase.workedMs += busyMs;
    if (phase.confirmations > 0) return this.#confirm(phase);
    const surprising = rate < SLOWER * phase.rate || rate > FASTER * phase.rate;
    phase.surprises = surprising ? phase.surprises + 1 : 0;
    if (!surprising) phase.rate += (rate - phase.rate) / 8;
    const changed = phase.surprises >= SURPRISES && phase.workedMs > SURPRISE_PAUSE_MS;
    // Rates of another machine or another kind of work say nothing any more.
    if (changed) this.#rates.clear();
    if (changed || phase.workedMs > this.#retrialMs) this.#try();
  }

  /** What was chosen does worse than another place has done: it was lucky, or the other is the better after all. */
  #confirm(phase: Extract<Phase, { kind: "settled" }>): void {
    phase.confirmations--;
    phase.rate = this.#rates.of(this.place);
    const best = this.#best();
    if (this.#rates.of(best) > CLEARLY * phase.rate) this.#go(best, phase.confirmations);
  }

  #try(): void {
    const { place } = this;
    this.#before = place;
    // What the present place does is known; all places are tried where it is not.
    const left = this.#possible
      .tried(this.#long)
      .filter((other) => other !== place || !this.#rates.has(place));
    const phase: Phase = { kind: "trying", left, round: 1 };
    this.#phase = phase;
    if (left.length > 0) this.#visit(left[0]);
    else this.#settle(this.#best());
  }

  #tried(phase: Extract<Phase, { kind: "trying" }>): void {
    // It may show only now that runs are long: then they leave this thread at once.
    if (this.#long && isInline(this.place) && this.#possible.preferred(this.#long).includes("lane"))
      return this.#try();
    this.#next(phase);
  }

  #next(phase: Extract<Phase, { kind: "trying" }>): void {
    phase.left.shift();
    // Where two lanes did not come near, one has not been worth 20 ms either.
    if (phase.left[0] === "lane" && this.#rates.has("lane-2") && !this.#isNear("lane-2")) phase.left.shift();
    if (phase.left.length === 0 && phase.round === 1) {
      phase.round = 2;
      phase.left.push(...this.#near());
    }
    if (phase.left.length > 0) this.#visit(phase.left[0]);
    else this.#settle(this.#best());
  }

  /** Those that are worth a second look; none where one place stands alone. */
  #near(): Place[] {
    const near = this.#possible.tried(this.#long).filter((place) => this.#isNear(place));
    return near.length > 1 ? near : [];
  }

  #isNear(place: Place): boolean {
    const best = Math.max(...this.#possible.tried(this.#long).map((other) => this.#rates.of(other)));
    return this.#rates.of(place) >= NEAR * best;
  }

  /** The simplest place that no other clearly beats, as far as is known. */
  #best(): Place {
    return this.#rates.best(this.#possible.preferred(this.#long), CLEARLY) ?? "inline";
  }

  #settle(place: Place): void {
    this.#retrialMs =
      place === this.#before ? Math.min(2 * this.#retrialMs, LAST_RETRIAL_MS) : FIRST_RETRIAL_MS;
    this.#before = place;
    this.#go(place, CONFIRMATIONS);
  }

  #go(place: Place, confirmations: number): void {
    this.#visit(place);
    const rate = this.#rates.of(place);
    this.#phase = { kind: "settled", confirmations, rate, surprises: 0, workedMs: 0 };
  }

  #visit(place: Place): void {
    if (this.place !== place) this.#rates.visit(place);
    this.place = place;
  }
}
