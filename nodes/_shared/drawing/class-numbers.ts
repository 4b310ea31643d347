// Numbers of classes for files of labels: as they are given, else in the order in which they are seen first.

export class ClassNumbers {
  readonly #given: boolean;
  readonly #names: string[];

  constructor(labels: readonly string[]) {
    this.#given = labels.length > 0;
    this.#names = [...labels];
  }

  /** From 0; null for a label that is not among those given. A box without a label is of the class "object". */
  of(label: string | null): number | null {
    const name = label ?? "object";
    const at = this.#names.indexOf(name);
    if (at >= 0) return at;
    return this.#given ? null : this.#names.push(name) - 1;
  }

  get names(): readonly string[] {
    return this.#names;
  }
}

export function unknownLabel(label: string | null, names: readonly string[], column: string) {
  return {
    code: "LABEL_UNKNOWN",
    cause: `The label "${label ?? "object"}" is not among those given: ${names.join(", ")}.`,
    hint: "Add it to Labels, or leave Labels empty to take them as they come.",
    column,
  };
}
