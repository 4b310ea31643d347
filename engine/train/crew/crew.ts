// Who helps to grow trees? Other threads that do tasks from a board, where whoever learns has some.

import { Grower, type GrowingTable } from "./grower.ts";
import { TaskBoard } from "./task-board.ts";

/** What a helper gets: all of its arrays are in memory that threads share. */
export interface CrewWork {
  readonly table: GrowingTable;
  readonly board: Int32Array;
}

export interface Crew {
  /** Whether anybody can help. */
  readonly helps: boolean;
  /** Lets `most` threads help, or as many as there are, until the board is closed. */
  help(work: CrewWork, most: number): void;
  /** Throws where one of them has ended before that. */
  check(): void;
}

/** Nobody helps. */
export const ALONE: Crew = { helps: false, help: () => {}, check: () => {} };

/** What a helper does until the board is closed; it blocks its thread. */
export function serveCrew({ table, board: numbers }: CrewWork): void {
  const board = new TaskBoard(numbers);
  const grower = new Grower(table);
  while (board.waitForTask())
    for (let task = board.take(); task; task = board.take()) {
      grower.do(task);
      board.finish();
    }
}
