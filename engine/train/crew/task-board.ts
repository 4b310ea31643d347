// Who does what next? Tasks are offered one after another, and whoever is free takes the next one; in memory that threads share.

/** Numbers that say what is to be done. */
export interface Task {
  readonly ensemble: number;
  /** Which part of its gradients is to be filled, or the tree of which output is to be grown. */
  readonly does: "fill" | "grow";
  readonly index: number;
}

/** Places of the counters; behind them the tasks, in a ring. None is ever counted down, so nobody takes one round for another. */
const OFFERED = 0;
const TAKEN = 1;
const DONE = 2;
const CLOSED = 3;
/** Moves whenever those who wait have to look. */
const BELL = 4;
const FIRST_TASK = 5;
const TASK_NUMBERS = 3;

export class TaskBoard {
  readonly #numbers: Int32Array;
  readonly #room: number;

  constructor(numbers: Int32Array) {
    this.#numbers = numbers;
    this.#room = Math.floor((numbers.length - FIRST_TASK) / TASK_NUMBERS);
  }

  /** Numbers for a board with room for so many tasks that are not done. */
  static size(tasks: number): number {
    return FIRST_TASK + tasks * TASK_NUMBERS;
  }

  offer({ ensemble, does, index }: Task): void {
    const numbers = this.#numbers;
    const offered = Atomics.load(numbers, OFFERED);
    const at = this.#placeOf(offered);
    numbers[at] = ensemble;
    numbers[at + 1] = Number(does === "grow");
    numbers[at + 2] = index;
    Atomics.store(numbers, OFFERED, offered + 1);
    this.#ring();
  }

  /** null while there is none. */
  take(): Task | null {
    const numbers = this.#numbers;
    for (;;) {
      const taken = Atomics.load(numbers, TAKEN);
      if (taken === Atomics.load(numbers, OFFERED)) return null;
      const at = this.#placeOf(taken);
      const task: Task = {
        ensemble: numbers[at],
        does: numbers[at + 1] === 1 ? "grow" : "fill",
        index: numbers[at + 2],
      };
      // Only who moves the counter has the task: in the meantime somebody else may have taken it.
      if (Atomics.compareExchange(numbers, TAKEN, taken, taken + 1) === taken) return task;
    }
  }

  /** The task that was taken is done. */
  finish(): void {
    Atomics.add(this.#numbers, DONE, 1);
    Atomics.notify(this.#numbers, DONE);
  }

  /** Waits until all that was offered is done; answers false where nothing has been done for so long. */
  waitUntilDone(timeoutMs: number): boolean {
    const numbers = this.#numbers;
    const offered = Atomics.load(numbers, OFFERED);
    for (;;) {
      const done = Atomics.load(numbers, DONE);
      if (done === offered) return true;
      if (Atomics.wait(numbers, DONE, done, timeoutMs) === "timed-out") return false;
    }
  }

  /** Waits until there may be something to take; false when there never will be again. */
  waitForTask(): boolean {
    const numbers = this.#numbers;
    const bell = Atomics.load(numbers, BELL);
    const hasTask = Atomics.load(numbers, TAKEN) !== Atomics.load(numbers, OFFERED);
    // Whatever happens from here on has moved the bell, and then this does not wait.
    if (!hasTask && Atomics.load(numbers, CLOSED) === 0) Atomics.wait(numbers, BELL, bell);
    return Atomics.load(numbers, CLOSED) === 0;
  }

  /** Whoever waits for a task goes home. */
  close(): void {
    Atomics.store(this.#numbers, CLOSED, 1);
    this.#ring();
  }

  #ring(): void {
    Atomics.add(this.#numbers, BELL, 1);
    Atomics.notify(this.#numbers, BELL);
  }

  #placeOf(task: number): number {
    return FIRST_TASK + (task % this.#room) * TASK_NUMBERS;
  }
}
