// A model that runs where it is fastest: starts in this thread, tries the other places with real runs, keeps the best.

import { availableCores, processCpuMs } from "../host/cores.ts";
import { Chooser, LONG_RUN_MS, WORTH_MEASURING_MS, type Window } from "./chooser.ts";
import { openInline } from "./inline-runner.ts";
import { closedError } from "./model-errors.ts";
import type { RunnerParts } from "./open-runner.ts";
import type { Answer, Feeds, Results } from "./ort-session.ts";
import { Places } from "./places.ts";
import { isInline, type Place } from "./possible-places.ts";
import type { PreparedModel } from "./prepared-model.ts";
import { RunMeter } from "./run-meter.ts";
import type { Runner } from "./runner.ts";

/** Of runs that are too short to be worth measuring, one in so many is timed, to see whether that is still so. */
const SAMPLE_EVERY = 16;
/** One slow run may have met something else (a collection of garbage, another process); so many in a row have not. */
const SLOW_SAMPLES = 4;
/** Sessions of larger models are not kept for places that were not chosen. */
const MAX_IDLE_BYTES = 32 * 1024 * 1024;

/** Opens the model in this thread; the rest follows from how long its runs take. */
export async function openPlaced(model: PreparedModel, parts: RunnerParts): Promise<Runner> {
  return new PlacedRunner(model, parts, await openInline(model));
}

/** A run that is under way. */
interface Timed {
  readonly rows: number;
  readonly startedMs: number;
  readonly here: boolean;
  /** Counted by the meter; else one sample among many short runs. */
  readonly measured: boolean;
}

class PlacedRunner implements Runner {
  readonly #model: PreparedModel;
  readonly #parts: RunnerParts;
  readonly #chooser: Chooser;
  readonly #meter = new RunMeter();
  readonly #places: Places;
  #current: Runner;
  #place: Place = "inline";
  /** Runs to let pass unmeasured. */
  #skip = 0;
  #slowSamples = 0;
  #lastSampleMs = 0;
  #measuring = false;
  /** CPU time of the process when the window began. */
  #cpuMs = 0;
  #moving: Promise<void> | null = null;
  #closed: Promise<void> | null = null;

  constructor(model: PreparedModel, parts: RunnerParts, inline: Runner) {
    this.#model = model;
    this.#parts = parts;
    // What a model answers must not hang on where it was found to be faster today. Two lanes have a thread each.
    const without: Place[] = model.threaded.length > 0 ? ["inline-2"] : [];
    this.#chooser = new Chooser({ cores: availableCores(), without });
    this.#current = inline;
    this.#places = new Places(model, parts, inline, (ms) => this.#meter.computed(ms));
  }

  get inFlight(): number {
    return this.#current.inFlight;
  }

  get placement(): string {
    return this.#current.placement;
  }

  run(feeds: Feeds, rows: number): Answer {
    if (this.#skip > 0) {
      this.#skip--;
      return this.#current.run(feeds, rows);
    }
    if (this.#closed) return Promise.reject(closedError(this.#model.path));
    // A lane is being opened because runs are long: one more of them here would hold up this thread.
    const wait = this.#measuring && this.#chooser.long && this.#place === "inline" ? this.#moving : null;
    return wait ? wait.then(() => this.#timed(feeds, rows)) : this.#timed(feeds, rows);
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    await this.#moving;
    await this.#places.close();
  }

  #timed(feeds: Feeds, rows: number): Answer {
    // A lane tells itself how long it computed; from here, the time it waited would count too.
    const here = isInline(this.#place);
    const run = { rows, startedMs: this.#now(), here, measured: this.#measuring };
    if (run.measured) this.#meter.sent(run.startedMs);
    const answer = this.#current.run(feeds, rows);
    if (answer instanceof Promise) return this.#later(answer, run);
    this.#over(run);
    return answer;
  }

  async #later(answer: Promise<Results>, run: Timed): Promise<Results> {
    try {
      return await answer;
    } finally {
      this.#over(run);
    }
  }

  #over({ rows, startedMs, here, measured }: Timed): void {
    const now = this.#now();
    const ms = now - startedMs;
    if (!measured) return this.#sampled(rows, ms);
    if (here) this.#meter.computed(ms);
    const window = this.#meter.answered(rows, now);
    if (!window || this.#moving) return;
    // Only where the model runs in this thread it matters; asking takes the system some microseconds for each thread.
    const cpuMs = here ? processCpuMs() : null;
    this.#report(cpuMs === null ? window : { ...window, cpuMs: cpuMs - this.#cpuMs }, cpuMs);
  }

  /** A run among many short ones, timed to see whether runs have become long enough to measure them all. */
  #sampled(rows: number, ms: number): void {
    const leastMs = Math.min(ms, this.#lastSampleMs);
    this.#lastSampleMs = ms;
    if (this.#measuring) return;
    if (ms < WORTH_MEASURING_MS) {
      this.#slowSamples = 0;
      this.#skip = SAMPLE_EVERY - 1;
    } else if (leastMs > LONG_RUN_MS) {
      // Two are enough (the first of a session is always slow): each more would hold up this thread.
      this.#measuring = true;
      this.#report({ place: this.#place, rows, wallMs: ms, busyMs: ms, runMs: leastMs });
    } else if (++this.#slowSamples >= SLOW_SAMPLES) {
      this.#slowSamples = 0;
      this.#measuring = true;
      this.#begin(0);
    }
  }

  /** `cpuMs` is the CPU time of the process as it has just been asked for. */
  #report(window: Window, cpuMs: number | null = null): void {
    this.#chooser.report(window);
    if (this.#closed) return;
    const { place, trying } = this.#chooser;
    if (place !== this.#place) return this.#moveTo(place);
    if (!trying && place === "inline" && window.runMs < WORTH_MEASURING_MS) this.#measuring = false;
    this.#begin(0, cpuMs);
  }

  /** Goes where the chooser wants the runs; until that is open they go to the best place that is. */
  #moveTo(place: Place): void {
    const ready = this.#places.get(place);
    if (ready) return this.#use(place, ready);
    const { meanwhile } = this.#chooser;
    const better = this.#places.get(meanwhile);
    if (better && meanwhile !== this.#place) this.#use(meanwhile, better);
    this.#moving = this.#places
      .open(place)
      .then(
        (runner) => this.#use(place, runner),
        (error: unknown) => {
          this.#parts.log.debug(
            `The model "${this.#model.path}" does not open in ${place}: ${String(error)}`,
          );
          this.#chooser.refuse(place);
        },
      )
      .then(() => {
        this.#moving = null;
        if (this.#chooser.place !== this.#place && !this.#closed) this.#moveTo(this.#chooser.place);
      });
  }

  #use(place: Place, runner: Runner): void {
    // Runs under way, and the first of a place (it allocates), say nothing about the place.
    const warmUp = Math.max(runner.inFlight, this.#current.inFlight) + 1;
    this.#current = runner;
    this.#place = place;
    this.#begin(warmUp);
    if (!this.#chooser.trying && this.#model.size > MAX_IDLE_BYTES) void this.#places.closeOthers(place);
  }

  #begin(warmUp: number, cpuMs: number | null = null): void {
    if (isInline(this.#place)) this.#cpuMs = cpuMs ?? processCpuMs();
    this.#meter.begin(this.#place, this.#chooser.windowMs, warmUp, this.#now());
  }

  #now(): number {
    return this.#parts.clock.monotonic();
  }
}
