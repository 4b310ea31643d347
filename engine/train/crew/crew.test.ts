// Whoever grows a tree, it is the same tree; and who waits for a helper that is gone says so.

import { expect, test } from "vitest";
import { sales, tableOf, wishFor } from "../../../tests/support/train-tables.ts";
import { learnTable, type Learned } from "../tabular/learn-table.ts";
import type { LearnWish } from "../tabular/wish.ts";
import { ALONE, type Crew, type CrewWork } from "./crew.ts";
import { Grower } from "./grower.ts";
import { TaskBoard } from "./task-board.ts";

/** Enough that trees are shared. */
const { price, town, note, amount, grade } = sales(15_000);
const classes = tableOf({ price, town, note, grade });
const numbers = tableOf({ price, town, note, amount });

/** A helper in this thread, with what another thread would get: it does a task whenever the other one pauses. */
class TurnTaker implements Crew {
  readonly helps = true;
  readonly done = { fill: 0, grow: 0 };
  #board: TaskBoard | null = null;
  #grower: Grower | null = null;

  help(work: CrewWork): void {
    const { table, board } = structuredClone(work);
    this.#board = new TaskBoard(board);
    this.#grower = new Grower(table);
  }

  check(): void {}

  turn(): void {
    const task = this.#board?.take();
    if (!task) return;
    this.#grower!.do(task);
    this.#board!.finish();
    this.done[task.does]++;
  }
}

function learn(table: typeof classes, wish: LearnWish, crew: Crew, turn = () => {}): Learned {
  const learning = learnTable(table, wish, crew);
  for (;;) {
    const step = learning.next();
    if (step.done) return step.value;
    turn();
  }
}

test.each([
  ["three classes", classes, wishFor("grade", { trees: 5 }), { fill: 5 * 4, grow: 5 }],
  ["quantiles", numbers, wishFor("amount", { trees: 5, quantiles: [0.2, 0.8] }), { fill: 0, grow: 5 }],
])("%s: trees and gradients of a helper make the same model", (_, table, wish, done) => {
  const helper = new TurnTaker();
  const shared = learn(table, wish, helper, () => helper.turn());
  // By turns each has a half of the parts, and of three trees the helper has one.
  expect(helper.done).toEqual(done);
  expect(shared).toEqual(learn(table, wish, ALONE));
});

test("a helper that ends with a task of its own is not waited for in vain", () => {
  let board: TaskBoard | null = null;
  const gone: Crew = {
    helps: true,
    help: (work) => (board = new TaskBoard(work.board)),
    check: () => {
      throw new Error("it is gone");
    },
  };
  expect(() => learn(classes, wishFor("grade"), gone, () => board?.take())).toThrow("it is gone");
});

test("few rows, and single trees, are not worth another thread", () => {
  const asked: Crew = {
    ...ALONE,
    helps: true,
    help: () => {
      throw new Error("nobody is needed");
    },
  };
  const few = sales(6_000);
  const table = tableOf({ price: few.price, town: few.town, grade: few.grade });
  expect(learn(table, wishFor("grade", { trees: 2 }), asked).trees).toEqual([2]);
  expect(learn(numbers, wishFor("amount", { trees: 2 }), asked).trees).toEqual([2]);
});
