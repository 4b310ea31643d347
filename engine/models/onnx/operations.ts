// The operations of a model's own graph in the order of the file, and those of its constants that are a few numbers.

import { operatorName, standardDomain } from "./scan-parts.ts";
import { smallTensor } from "./small-tensor.ts";
import { RANGE, WireCursor, WireDamage } from "./wire.ts";

export interface Operation {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What its attributes say in words. */
  readonly words: readonly string[];
}

export interface Operations {
  readonly operations: readonly Operation[];
  readonly constants: ReadonlyMap<string, readonly number[]>;
}

interface Read {
  readonly operations: Operation[];
  readonly constants: Map<string, readonly number[]>;
}

/** Never throws: what is damaged has none. Subgraphs and functions are left out. */
export function readOperations(bytes: Uint8Array): Operations {
  const read: Read = { operations: [], constants: new Map() };
  try {
    const model = new WireCursor(bytes);
    while (model.next()) if (model.field === 7 && model.wire === RANGE) readGraph(model.inside(), read);
  } catch (thrown) {
    if (!(thrown instanceof WireDamage)) throw thrown;
    return { operations: [], constants: new Map() };
  }
  return read;
}

function readGraph(graph: WireCursor, { operations, constants }: Read): void {
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
  const [inputs, outputs, words]: [string[], string[], string[]] = [[], [], []];
  let [op, domain] = ["", ""];
  let value: readonly number[] | null = null;
  while (node.next()) {
    if (node.wire !== RANGE) continue;
    if (node.field === 1) inputs.push(node.text());
    else if (node.field === 2) outputs.push(node.text());
    else if (node.field === 4) op = node.text();
    else if (node.field === 7) domain = standardDomain(node.text());
    else if (node.field === 5) value ??= readAttribute(node.inside(), words);
  }
  return { op: operatorName(domain, op), inputs, outputs, words, value };
}

/** The numbers of an attribute that is a small tensor; a word goes to `words`. */
function readAttribute(attribute: WireCursor, words: string[]): readonly number[] | null {
  while (attribute.next()) {
    if (attribute.wire !== RANGE) continue;
    if (attribute.field === 4) words.push(attribute.text());
    else if (attribute.field === 5) return smallTensor(attribute.inside())?.values ?? null;
  }
  return null;
}
