// Requests in a row that nobody answers: a server that is gone is not tried with every row of a night's work.

import type { RowError } from "../../../engine/sdk/node-definition.ts";

export class Unanswered {
  readonly #most: number;
  #inARow = 0;

  /** `most` = 0 never gives up. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whoever answers is there, whatever is said. */
  answered(): void {
    this.#inARow = 0;
  }

  failed(): void {
    this.#inARow++;
  }

  /**
   * What is said of a row that is not sent any more; null while the server is tried. The run itself goes on: where it ended, nobody
   * could tell any more which rows had been sent.
   */
  givenUp(url: string): RowError | null {
    if (this.#most === 0 || this.#inARow < this.#most) return null;
    return {
      code: "HTTP_GIVEN_UP",
      cause: `Not sent: ${this.#most} requests to ${new URL(url).host} in a row got no answer.`,
      hint: "See whether the server runs, then run the failed rows again. Gives up after (giveUpAfter) sets how many; 0 tries every row.",
    };
  }
}
