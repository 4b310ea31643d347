// How do several ensembles grow a round together? Their tasks go on a board; whoever learns does them with all who help.

import type { Boosting } from "../boosting.ts";
import type { Crew } from "./crew.ts";
import { FILL_PARTS, Grower, type GrowingTable } from "./grower.ts";
import type { SharedArrays } from "./shared-arrays.ts";
import { TaskBoard } from "./task-board.ts";

/** A helper that takes longer than this for a tree is looked after. */
const PATIENCE_MS = 200;

export class Rounds {
  readonly #boostings: readonly Boosting[];
  readonly #board: TaskBoard;
  readonly #grower: Grower;
  readonly #crew: Crew;

  constructor(
    boostings: readonly Boosting[],
    { columns, target }: Pick<GrowingTable, "columns" | "target">,
    arrays: SharedArrays,
    crew: Crew,
  ) {
    const trees = boostings.reduce((sum, { outputs }) => sum + outputs, 0);
    const room = Math.max(trees, FILL_PARTS * boostings.length);
    const board = arrays.ints(TaskBoard.size(room));
    const table = { columns, target, ensembles: boostings.map(({ shared }) => shared) };
    this.#boostings = boostings;
    this.#crew = crew;
    this.#board = new TaskBoard(board);
    crew.help({ table, board }, trees - 1);
    this.#grower = new Grower(table);
  }

  /** One more round of those that are named. Yields after each tree, and while it waits for others. */
  *grow(some: readonly number[]): Generator<null, void> {
    const ensembles = some.map((at) => this.#boostings[at]);
    for (const [i, ensemble] of some.entries()) {
      const { outputs } = ensembles[i];
      ensembles[i].begin();
      if (outputs === 1) this.#board.offer({ ensemble, does: "grow", index: 0 });
      else
        for (let index = 0; index < FILL_PARTS; index++) this.#board.offer({ ensemble, does: "fill", index });
    }
    yield* this.#work();
    for (const [i, ensemble] of some.entries()) {
      const { outputs } = ensembles[i];
      if (outputs === 1) continue;
      for (let index = 0; index < outputs; index++) this.#board.offer({ ensemble, does: "grow", index });
    }
    yield* this.#work();
    for (const each of ensembles) each.end();
  }

  /** Nobody is needed any more. */
  end(): void {
    this.#board.close();
  }

  *#work(): Generator<null, void> {
    for (let task = this.#board.take(); task; task = this.#board.take()) {
      this.#grower.do(task);
      this.#board.finish();
      yield null;
    }
    while (!this.#board.waitUntilDone(PATIENCE_MS)) {
      this.#crew.check();
      yield null;
    }
  }
}
