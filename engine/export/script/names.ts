// Names for variables and functions of a generated program.

/** Words that cannot name a variable of a module, and globals that should not. */
const TAKEN = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public " +
    "return static super switch this throw true try typeof undefined var void while with yield NaN Infinity process " +
    "config settings path value run fromFile"
  ).split(" "),
);

/** `write-csv` is `writeCsv`; letters that are none of ASCII go, a digit in front gets an `n`. */
export function camelCase(text: string): string {
  const [first = "", ...rest] = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capital).join("");
  return /^[0-9]/.test(name) ? `n${name}` : name || "node";
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Gives out each name once. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...TAKEN, ...taken]);
  }

  /** The name, with a number where it is taken. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number++) name = `${wanted}${number}`;
    this.#taken.add(name);
    return name;
  }
}
