// Every task is taken once, in the order of the offers, and who waits hears of the end.

import { expect, test } from "vitest";
import { TaskBoard, type Task } from "./task-board.ts";

const board = (room: number) =>
  new TaskBoard(new Int32Array(new SharedArrayBuffer(4 * TaskBoard.size(room))));
const tree = (index: number): Task => ({ ensemble: 1, does: "grow", index });

test("tasks come in order, also when there were more than there is room for at one time", () => {
  const tasks = board(2);
  for (let round = 0; round < 5; round++) {
    tasks.offer({ ensemble: 0, does: "fill", index: round });
    tasks.offer(tree(round));
    expect(tasks.waitForTask()).toBe(true);
    expect([tasks.take(), tasks.take(), tasks.take()]).toEqual([
      { ensemble: 0, does: "fill", index: round },
      tree(round),
      null,
    ]);
    expect(tasks.waitUntilDone(0)).toBe(false);
    tasks.finish();
    tasks.finish();
    expect(tasks.waitUntilDone(0)).toBe(true);
  }
});

test("two who look at one board share its tasks", () => {
  const memory = new Int32Array(new SharedArrayBuffer(4 * TaskBoard.size(3)));
  const [one, other] = [new TaskBoard(memory), new TaskBoard(memory)];
  for (let index = 0; index < 3; index++) one.offer(tree(index));
  expect([one.take(), other.take(), one.take(), other.take()]).toEqual([tree(0), tree(1), tree(2), null]);
});

test("a closed board has no tasks: nobody waits at it, and none is made up", () => {
  const tasks = board(2);
  tasks.close();
  expect(tasks.waitForTask()).toBe(false);
  expect(tasks.take()).toBeNull();
});
