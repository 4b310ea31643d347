// When is it enough? When watched rows have not got better, or hardly any better, for a number of rounds.

export class Stopping {
  readonly #patience: number;
  readonly #least: number;
  #lowest: number;
  #rounds = 0;
  #best = 0;
  // Where it last got better by as much as is worth going on for.
  #marked: number;
  #mark = 0;

  /** `least`: the share of the loss that all rounds of the patience have to be worth. */
  constructor(loss: number, patience: number, least = 0) {
    this.#patience = patience;
    this.#least = least;
    this.#lowest = loss;
    this.#marked = loss;
  }

  /** The loss after one more round. */
  add(loss: number): void {
    this.#rounds++;
    if (loss < this.#lowest) {
      this.#lowest = loss;
      this.#best = this.#rounds;
    }
    if (loss >= this.#marked * (1 - this.#least)) return;
    this.#marked = loss;
    this.#mark = this.#rounds;
  }

  get isOver(): boolean {
    return this.#rounds - this.#mark >= this.#patience;
  }

  /** The number of rounds with the least loss. */
  get best(): number {
    return this.#best;
  }
}
