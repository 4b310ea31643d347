// Whether feeds fit a model: names, element types, ranks and fixed sizes, checked before the runtime sees them.
// The runtime ignores unknown names without a word and speaks of indices where a person wants names.

import { MillraceError } from "../sdk/errors.ts";
import type { Tensor, TensorSpec } from "../sdk/services.ts";
import type { BatchShape } from "./batch-shape.ts";
import { valuesIn } from "./made-feeds.ts";
import type { Feeds } from "./ort-session.ts";

/** Checks the feeds of one session. Feeds of the same sizes as the last ones are waved through. */
export class FeedCheck {
  readonly #inputs: readonly TensorSpec[];
  readonly #batch: BatchShape;
  readonly #file: string;
  #lastDims: readonly (readonly number[])[] = [];
  #lastLengths: readonly number[] = [];
  #lastRows = 0;
  /** False where inputs with differently named open batches got different numbers of rows. */
  sameRows = true;

  constructor(inputs: readonly TensorSpec[], batch: BatchShape, file: string) {
    this.#inputs = inputs;
    this.#batch = batch;
    this.#file = file;
  }

  /** The number of rows in the feeds; throws a `MODEL_INPUT_…` error when they do not fit. */
  rows(feeds: Feeds): number {
    const inputs = this.#inputs;
    if (this.#lastDims.length === inputs.length && Object.keys(feeds).length === inputs.length) {
      let i = 0;
      while (i < inputs.length && this.#sameAsLast(i, feeds[inputs[i].name])) i++;
      if (i === inputs.length) return this.#lastRows;
    }
    return this.#checkAll(feeds);
  }

  #sameAsLast(i: number, tensor: Tensor | undefined): boolean {
    if (!tensor || tensor.dtype !== this.#inputs[i].dtype || valuesIn(tensor) !== this.#lastLengths[i])
      return false;
    const { dims } = tensor;
    const last = this.#lastDims[i];
    if (dims.length !== last.length) return false;
    for (let axis = 0; axis < dims.length; axis++) if (dims[axis] !== last[axis]) return false;
    return true;
  }

  #checkAll(feeds: Feeds): number {
    const unknown = Object.keys(feeds).find((name) => !this.#inputs.some((input) => input.name === name));
    if (unknown !== undefined) throw this.#unknown(unknown);
    const tensors = this.#inputs.map((input) => {
      if (!Object.hasOwn(feeds, input.name)) throw this.#missing(input);
      return feeds[input.name];
    });
    this.#inputs.forEach((input, i) => this.#checkTensor(input, tensors[i], this.#batch.batched[i]));
    const rows = this.#checkRows(tensors);
    this.#lastDims = tensors.map(({ dims }) => [...dims]);
    this.#lastLengths = tensors.map(valuesIn);
    this.#lastRows = rows;
    return rows;
  }

  #checkTensor(input: TensorSpec, tensor: Tensor, batched: boolean): void {
    const { dtype, dims } = tensor;
    const { name, shape } = input;
    if (dtype !== input.dtype)
      throw this.#error("MODEL_INPUT_DTYPE", {
        message: `The input "${name}" is ${dtype}, but the model wants ${input.dtype}.`,
        expected: input.dtype,
        got: dtype,
        hint: `Add a Cast node to ${input.dtype} before the model.`,
      });
    const expected = `${dtype}[${shape.join(",")}]`;
    const got = `${dtype}[${dims.join(",")}]`;
    if (!input.anyRank && dims.length !== shape.length)
      throw this.#error("MODEL_INPUT_RANK", {
        message: `The input "${name}" has ${dims.length} dimensions, but the model wants ${shape.length}.`,
        expected,
        got,
        hint: "Select or pack the columns so that each row has the shape the model wants.",
      });
    const fits = shape.every(
      (dim, axis) => (batched && axis === 0) || typeof dim === "string" || dim === dims[axis],
    );
    if (!input.anyRank && !fits)
      throw this.#error("MODEL_INPUT_SHAPE", {
        message: `The input "${name}" is of the shape [${dims.join(",")}], but the model wants [${shape.join(",")}].`,
        expected,
        got,
        hint: "Select, pack or resize so that the sizes agree; the first one is the batch.",
      });
    const elements = dims.reduce((product, size) => product * size, 1);
    const values = valuesIn(tensor);
    if (elements !== values)
      throw this.#error("MODEL_INPUT_SIZE", {
        message: `The input "${name}" has ${values} values, but its shape [${dims.join(",")}] is of ${elements}.`,
        expected: `${elements} values`,
        got: `${values} values`,
        hint: "This is a mistake in the node that made the tensor; please report it.",
      });
  }

  #checkRows(tensors: readonly Tensor[]): number {
    const batched = this.#inputs.map((input, i) => ({ input, rows: tensors[i].dims[0] ?? 1 }));
    const counted = batched.filter((_, i) => this.#batch.batched[i]);
    if (counted.length === 0) return 1;
    const [first] = counted;
    const other = counted.find(({ rows }) => rows !== first.rows);
    this.sameRows = other === undefined;
    if (!other) return first.rows;
    // Different names may be different sizes on purpose (a text and its context); the same name may not.
    if (this.#batch.kind === "free" && first.input.shape[0] !== other.input.shape[0]) return first.rows;
    throw this.#error("MODEL_INPUT_ROWS", {
      message: `The input "${other.input.name}" has ${other.rows} rows, but "${first.input.name}" has ${first.rows}.`,
      expected: `${first.rows} rows`,
      got: `${other.rows} rows`,
      hint: "Give all inputs of the model the same number of rows.",
    });
  }

  #missing(input: TensorSpec): MillraceError {
    return this.#error("MODEL_INPUT_MISSING", {
      message: `The input "${input.name}" was not given to the model.`,
      expected: `the inputs ${this.#names()}`,
      got: `nothing for "${input.name}"`,
      hint: `Map a column to "${input.name}" in the model node.`,
    });
  }

  #unknown(name: string): MillraceError {
    return this.#error("MODEL_INPUT_UNKNOWN", {
      message: `The model has no input "${name}".`,
      expected: `the inputs ${this.#names()}`,
      got: name,
      hint: "Map the column to an input the model has, or leave it out.",
    });
  }

  #names(): string {
    return this.#inputs.map((input) => `"${input.name}"`).join(", ");
  }

  #error(code: string, details: ConstructorParameters<typeof MillraceError>[1]): MillraceError {
    return new MillraceError(code, { ...details, file: this.#file });
  }
}
