// The calls of pipeline.mjs put the workflow together: each makes a node and answers its outputs.

import { FILE_VERSION } from "../../engine/document/schema.ts";
import type { EdgeDocument, NodeDocument, Rescue, WorkflowDocument } from "../../engine/document/types.ts";
import { freshName, slug } from "../../engine/document/slug.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";

/** No text, since every text can be the name of a port. */
const REF = Symbol("ref");

/** An output port: what a wire begins at. */
class Output {
  readonly [REF]: string;

  constructor(ref: string) {
    this[REF] = ref;
  }
}

type Input = Output | readonly Output[] | null;
/** One input for a node with one input port, else inputs by port. */
type Inputs = Input | Readonly<Record<string, Input>>;

export interface NodeOptions {
  /** Where it is not the title in small letters. */
  readonly id?: string;
  readonly rescue?: Partial<Rescue>;
}

export interface KindFacts {
  readonly version: number;
  /** Input ports; none for a source. */
  readonly inputs: readonly string[];
}

type Params = Readonly<Record<string, unknown>>;

export class Flow {
  readonly #nodes: NodeDocument[] = [];
  readonly #edges: EdgeDocument[] = [];
  /** What is wrong with the calls: told by `run`, in words, where an exception here would be a stack trace. */
  readonly problems: MillraceError[] = [];

  /** The function that makes nodes of a kind: `(title, params, options)` for sources, else `(title, inputs, params, options)`. */
  kind(kind: string, facts: KindFacts) {
    return (title: string, ...rest: readonly unknown[]): Output => {
      const isSource = facts.inputs.length === 0;
      const [inputs, params = {}, options = {}] = (isSource ? [null, ...rest] : rest) as [
        Inputs,
        Params?,
        NodeOptions?,
      ];
      const wrong = wrongIn(title, params, options);
      if (wrong !== null) {
        this.problems.push(wrongCall(kind, title, wrong));
        return outputs("");
      }
      const id = options.id ?? freshName(slug(title), new Set(this.#nodes.map((node) => node.id)));
      const { rescue } = options;
      this.#nodes.push({ id, kind, version: facts.version, title, params, ...(rescue && { rescue }) });
      for (const [port, input] of Object.entries(byPort(inputs, facts.inputs)))
        for (const output of listed(input)) this.#wire(output, `${id}.${port}`, title);
      return outputs(id);
    };
  }

  /** Stands for a kind that is not part of the program: to call it is told in words. */
  absent(kind: string) {
    return (title: string): Output => {
      this.problems.push(
        new MillraceError("PIPELINE_KIND", {
          message: `"${title}" is a node of the kind ${kind}, which is not part of this program.`,
          file: "pipeline.mjs",
          hint: "Only the kinds that the workflow used came along. Add such a node to the workflow and export it again.",
        }),
      );
      return outputs("absent");
    };
  }

  #wire(output: unknown, to: string, title: string): void {
    if (output instanceof Output) return void this.#edges.push({ from: output[REF], to });
    this.problems.push(
      new MillraceError("PIPELINE_INPUT", {
        message: `What goes into "${title}" is not an output of a node.`,
        file: "pipeline.mjs",
        expected: "what another call answered, or one of its ports",
        hint: "Give it the variable of the node before it, such as `rows` or `checked.error`.",
      }),
    );
  }

  document(): WorkflowDocument {
    return {
      format: "millrace",
      version: FILE_VERSION,
      nodes: this.#nodes,
      edges: this.#edges,
      view: { nodes: {} },
    };
  }
}

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value >= 0;

const RESCUE: Readonly<Record<keyof Rescue, readonly [fits: (value: unknown) => boolean, expected: string]>> =
  {
    timeoutMs: [(value) => value === null || (isCount(value) && value !== 0), "a number above 0, or null"],
    retries: [(value) => isCount(value) && Number.isInteger(value), "a whole number from 0"],
    backoffMs: [isCount, "a number from 0"],
    fallback: [(value) => value === null || isObject(value), "an object, or null"],
    onError: [(value) => value === "skip" || value === "stop", '"skip" or "stop"'],
  };

/** What of a call nothing can be made of: where it is, and what should be there. */
function wrongIn(title: unknown, params: unknown, options: unknown): { at: string; expected: string } | null {
  if (typeof title !== "string") return { at: "its title", expected: "a text" };
  if (!isObject(params)) return { at: "its params", expected: "an object" };
  if (!isObject(options)) return { at: "its options", expected: "an object" };
  const { id = "", rescue = {} } = options as { id?: unknown; rescue?: unknown };
  if (typeof id !== "string") return { at: "its id", expected: "a text" };
  if (!isObject(rescue)) return { at: "its rescue", expected: "an object" };
  for (const [name, value] of Object.entries(rescue as object)) {
    const rule = Object.hasOwn(RESCUE, name) ? RESCUE[name as keyof Rescue] : null;
    if (!rule) return { at: `rescue.${name}`, expected: `one of ${Object.keys(RESCUE).join(", ")}` };
    if (!rule[0](value)) return { at: `rescue.${name}`, expected: rule[1] };
  }
  return null;
}

function wrongCall(
  kind: string,
  title: unknown,
  { at, expected }: { at: string; expected: string },
): MillraceError {
  const named = typeof title === "string" ? `"${title}"` : `a node of kind ${kind}`;
  return new MillraceError("PIPELINE_CALL", {
    message: `The call that makes ${named} cannot be understood: ${at} should be ${expected}.`,
    file: "pipeline.mjs",
    expected,
    hint: "The other calls show how one looks: title, what goes in, params, options.",
  });
}

function byPort(inputs: Inputs, ports: readonly string[]): Readonly<Record<string, Input>> {
  const isByPort =
    typeof inputs === "object" && inputs !== null && Object.getPrototypeOf(inputs) === Object.prototype;
  if (!isByPort) return ports.length === 0 ? {} : { [ports[0]]: inputs as Input };
  return inputs as Readonly<Record<string, Input>>;
}

function listed(input: Input): readonly Output[] {
  if (input === null || input === undefined) return [];
  return Array.isArray(input) ? (input as readonly Output[]) : [input as Output];
}

/** The first output `out`, and every other port by its name, which may be `ref` or `constructor` as well. */
function outputs(id: string): Output {
  return new Proxy(new Output(`${id}.out`), {
    get: (target, key) =>
      typeof key === "symbol" ? (Reflect.get(target, key) as unknown) : new Output(`${id}.${key}`),
  });
}
