// What a graph does to an input before anything else: arithmetic with small constants, which tells the values that it takes.

import type { InputStep } from "../../sdk/services.ts";
import { readOperations, type Operation } from "./operations.ts";

/** Steps that keep what a pixel is: everything behind the first other one has learned weights in it. */
const FOLLOWED: ReadonlySet<string> = new Set([
  "Identity",
  "Cast",
  "Transpose",
  "Add",
  "Sub",
  "Mul",
  "Div",
  "BatchNormalization",
]);
const MOST_STEPS = 12;

/** The first steps of each of these inputs; inputs without any are left out. Never throws: what is damaged tells nothing. */
export function firstSteps(
  bytes: Uint8Array,
  inputs: readonly string[],
): Readonly<Record<string, readonly InputStep[]>> {
  if (inputs.length === 0) return {};
  const { operations, constants } = readOperations(bytes);
  const found = inputs.map((name) => [name, stepsOf(name, operations, constants)] as const);
  return Object.fromEntries(found.filter(([, steps]) => steps.length > 0));
}

/** Followed as long as one operator alone takes what the one before gives. */
function stepsOf(
  input: string,
  operations: readonly Operation[],
  constants: ReadonlyMap<string, readonly number[]>,
): InputStep[] {
  const steps: InputStep[] = [];
  let at = input;
  while (steps.length < MOST_STEPS) {
    const takers = operations.filter(({ inputs }) => inputs.includes(at));
    const [taker] = takers;
    if (takers.length !== 1 || !FOLLOWED.has(taker.op)) break;
    // With itself: a square, say.
    if (taker.inputs.filter((name) => name === at).length > 1) break;
    const others = taker.inputs.filter((name) => name !== at && name !== "");
    const operands = others.flatMap((name) => {
      const values = constants.get(name);
      return values ? [values] : [];
    });
    // Added to something that is computed, say.
    if (operands.length < others.length) break;
    steps.push({ op: taker.op, operands, ...(taker.inputs[0] !== at && { last: true as const }) });
    at = taker.outputs[0];
  }
  return steps;
}
