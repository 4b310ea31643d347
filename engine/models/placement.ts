// A model that runs where it is fastest: starts in this thread, tries the other places with real runs, keeps the best.

import { availableCores } from "../host/cores.ts";
import { Chooser, LONG_RUN_MS, WORTH_MEASURING_MS, type Place, type Window } from "./chooser.ts";
import { openInline } from "./inline-runner.ts";
import type { Lane } from "./lane.ts";
import { closedError } from "./model-errors.ts";
import type { RunnerParts } from "./open-runner.ts";
import type { Feeds, Results } from "./ort-session.ts";
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

class PlacedRunner implements Runner {
  readonly #model: PreparedModel;
  readonly #parts: RunnerParts;
  readonly #chooser = new Chooser({ cores: availableCores() });
  readonly #meter = new RunMeter();
  readonly #runners = new Map<Place, Runner>();
  readonly #lanes: Lane[] = [];
  #current: Runner;
  #place: Place = "inline";
  /** Runs to let pass unmeasured. */
  #skip = 0;
  #slowSamples = 0;
  #lastSampleMs = 0;
  #measuring = false;
  #moving: Promise<void> | null = null;
  #closed: Promise<void> | null = null;

  constructor(model: PreparedModel, parts: RunnerParts, inline: Runner) {
    this.#model = model;
    this.#parts = parts;
    this.#current = inline;
    this.#runners.set("inline", inline);
  }

  get inFlight(): number {
    return this.#current.inFlight;
  }

  get placement(): string {
    return this.#current.placement;
  }

  run(feeds: Feeds, rows: number): Promise<Results> {
    if (this.#skip > 0) {
      this.#skip--;
      return this.#current.run(feeds, rows);
    }
    if (this.#closed) return Promise.reject(closedError(this.#model.path));
    return this.#measuring ? this.#measured(feeds, rows) : this.#sampled(feeds, rows);
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    await this.#moving;
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  /** A run among many short ones, timed to see whether runs have become long enough to measure them all. */
  async #sampled(feeds: Feeds, rows: number): Promise<Results> {
    const started = this.#now();
    const results = await this.#current.run(feeds, rows);
    const ms = this.#now() - started;
    const leastMs = Math.min(ms, this.#lastSampleMs);
    this.#lastSampleMs = ms;
    if (this.#measuring) return results;
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
    return results;
  }

  async #measured(feeds: Feeds, rows: number): Promise<Results> {
    // A lane is being opened because runs are long: one more of them here would hold up this thread.
    if (this.#moving && this.#chooser.long && this.#place === "inline") await this.#moving;
    // A lane tells itself how long it computed; from here, the time it waited would count too.
    const here = this.#place === "inline" || this.#place === "inline-2";
    const started = this.#now();
    this.#meter.sent(started);
    try {
      return await this.#current.run(feeds, rows);
    } finally {
      const now = this.#now();
      if (here) this.#meter.computed(now - started);
      const window = this.#meter.answered(rows, now);
      if (window && !this.#moving) this.#report(window);
    }
  }

  #report(window: Window): void {
    this.#chooser.report(window);
    if (this.#closed) return;
    const { place, trying } = this.#chooser;
    if (place !== this.#place) return this.#moveTo(place);
    if (!trying && place === "inline" && window.runMs < WORTH_MEASURING_MS) this.#measuring = false;
    this.#begin(0);
  }

  /** Goes where the chooser wants the runs; until that is open they go on where they are. */
  #moveTo(place: Place): void {
    const ready = this.#runners.get(place);
    if (ready) return this.#use(place, ready);
    this.#moving = this.#open(place)
      .then(
        (runner) => {
          this.#runners.set(place, runner);
          this.#use(place, runner);
        },
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
    if (!this.#chooser.trying && this.#model.size > MAX_IDLE_BYTES) void this.#closeOthers();
  }

  #begin(warmUp: number): void {
    this.#meter.begin(this.#place, this.#chooser.windowMs, warmUp, this.#now());
  }

  async #open(place: Place): Promise<Runner> {
    switch (place) {
      case "inline":
        return openInline(this.#model);
      case "inline-2":
        return openInline(this.#model, 2);
      case "lane":
        return this.#openLanes(1);
      case "lane-2":
        return this.#openLanes(2);
    }
  }

  /** Two lanes are one more beside the first. */
  async #openLanes(count: number): Promise<Runner> {
    const { Lane } = await import("./lane.ts");
    const { LaneRunner } = await import("./lanes.ts");
    while (this.#lanes.length < count) {
      const entry = this.#parts.entry("lane-worker");
      this.#lanes.push(await Lane.start(entry, this.#model, (ms) => this.#meter.computed(ms)));
    }
    return new LaneRunner(this.#lanes.slice(0, count));
  }

  async #closeOthers(): Promise<void> {
    const inLanes = { inline: 0, "inline-2": 0, lane: 1, "lane-2": 2 }[this.#place];
    const lanes = this.#lanes.splice(inLanes);
    const others = [...this.#runners].filter(([place]) => place !== this.#place);
    for (const [place] of others) this.#runners.delete(place);
    const sessions = others.filter(([place]) => place === "inline" || place === "inline-2");
    await Promise.all([
      ...sessions.map(([, runner]) => runner.close()),
      ...lanes.map((lane) => lane.close()),
    ]);
  }

  #now(): number {
    return this.#parts.clock.monotonic();
  }
}
