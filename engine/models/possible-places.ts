// Which places a model may run in, in which order they are preferred, and in which they are tried.

export type Place = "inline" | "inline-2" | "lane" | "lane-2";

/** The simplest first. Two threads in one session lose half their speed when another process wants a core. */
const PREFERRED: readonly Place[] = ["inline", "lane", "inline-2", "lane-2"];
/** A second session here opens in a moment; both lanes start at once, meanwhile runs go where it is best so far. */
const TRIED: readonly Place[] = ["inline", "inline-2", "lane-2", "lane"];
/** Long runs leave this thread: the first lane takes them, the second may wait. */
const LANES: readonly Place[] = ["lane", "lane-2"];
const THREADS: Readonly<Record<Place, number>> = { inline: 1, lane: 1, "inline-2": 2, "lane-2": 2 };

export class PossiblePlaces {
  readonly #cores: number;
  readonly #refused = new Set<Place>();

  constructor(cores: number) {
    this.#cores = cores;
  }

  /** A place that could not be opened is not possible any more. */
  refuse(place: Place): void {
    this.#refused.add(place);
  }

  /** The simplest first; `long` runs stay in this thread only where no lane opens. */
  preferred(long: boolean): readonly Place[] {
    return this.#lanes(long) ?? this.#those(PREFERRED);
  }

  /** In the order in which they are tried. */
  tried(long: boolean): readonly Place[] {
    return this.#lanes(long) ?? this.#those(TRIED);
  }

  #lanes(long: boolean): readonly Place[] | null {
    const lanes = long ? this.#those(LANES) : [];
    return lanes.length > 0 ? lanes : null;
  }

  #those(order: readonly Place[]): readonly Place[] {
    return order.filter((place) => THREADS[place] <= this.#cores && !this.#refused.has(place));
  }
}

/** Whether runs there block this thread. */
export function isInline(place: Place): boolean {
  return place === "inline" || place === "inline-2";
}
