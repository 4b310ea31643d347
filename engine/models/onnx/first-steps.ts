// What a graph does to an input before anything else: arithmetic with small constants, which tells the values that it takes.

import type { InputStep } from "../../sdk/services.ts";
import { operatorName, standardDomain } from "./scan-parts.ts";
import { smallTensor } from "./small-tensor.ts";
import { RANGE, WireCursor, WireDamage } from "./wire.ts";

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

interface Operation {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** The first steps of each of these inputs; inputs without any are left out. Never throws: what is damaged tells nothing. */
export function firstSteps(
  bytes: Uint8Array,
  inputs: readonly string[],
): Readonly<Record<string, readonly InputStep[]>> {
  if (inputs.length === 0) return {};
  const operations: Operation[] = [];
  const constants = new Map<string, readonly number[]>();
  try {
    const model = new WireCursor(bytes);
    while (model.next())
      if (model.field === 7 && model.wire === RANGE) readGraph(model.inside(), operations, constants);
  } catch (thrown) {
    if (!(thrown instanceof WireDamage)) throw thrown;
    return {};
  }
  const found = inputs.map((name) => [name, stepsOf(name, operations, constants)] as const);
  return Object.fromEntries(found.filter(([, steps]) => steps.length > 0));
}

function readGraph(graph: WireCursor, operations: Operation[], constants: Map<string, readonly number[]>) {
  while (graph.next()) {
    if (graph.wire !== RANGE) continue;
    if (graph.field === 5) {
      const tensor = smallTensor(graph.inside());
      if (tensor) constants.set(tensor.name, tensor.values);
    } else if (graph.field === 1) {
      const { value, ...operation } = readOperation(graph.inside());
      if (operation.op === "Constant" && value) constants.set(operation.outputs[0], value);
      else operations.push(operation);
    }
  }
}

function readOperation(node: WireCursor): Operation & { readonly value: readonly number[] | null } {
  const [inputs, outputs]: [string[], string[]] = [[], []];
  let [op, domain] = ["", ""];
  let value: readonly number[] | null = null;
  while (node.next()) {
    if (node.wire !== RANGE) continue;
    if (node.field === 1) inputs.push(node.text());
    else if (node.field === 2) outputs.push(node.text());
    else if (node.field === 4) op = node.text();
    else if (node.field === 7) domain = standardDomain(node.text());
    else if (node.field === 5) value ??= tensorAttribute(node.inside());
  }
  return { op: operatorName(domain, op), inputs, outputs, value };
}

function tensorAttribute(attribute: WireCursor): readonly number[] | null {
  while (attribute.next())
    if (attribute.field === 5 && attribute.wire === RANGE)
      return smallTensor(attribute.inside())?.values ?? null;
  return null;
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
