// When to stop? When rows that are not learned from have not got better for a while.

import type { LossFunctions } from "./loss.ts";
import type { TrainingTable } from "./table.ts";
import { predictTrees, type Tree } from "./tree.ts";

/** Follows the loss on rows that are not learned from. */
export class Validation {
  readonly #table: TrainingTable;
  readonly #loss: LossFunctions;
  readonly #predictions: Float64Array;
  #best: number;
  bestTrees = 0;

  constructor(table: TrainingTable, base: number, loss: LossFunctions) {
    this.#table = table;
    this.#loss = loss;
    this.#predictions = new Float64Array(table.target.length).fill(base);
    this.#best = this.#total();
  }

  add(tree: Tree, trees: number): void {
    const { columns } = this.#table;
    const single = predictTrees(
      { features: columns.length, base: 0, trees: [tree], gain: new Float64Array() },
      columns,
    );
    for (let row = 0; row < single.length; row++) this.#predictions[row] += single[row];
    const total = this.#total();
    if (total >= this.#best) return;
    this.#best = total;
    this.bestTrees = trees;
  }

  isOver(trees: number, patience: number): boolean {
    return trees - this.bestTrees >= patience;
  }

  #total(): number {
    const { target } = this.#table;
    let sum = 0;
    for (let row = 0; row < target.length; row++)
      sum += this.#loss.loss(target[row] - this.#predictions[row]);
    return sum;
  }
}
