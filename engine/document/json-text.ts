// Where and why is a text not JSON? Line, column and place, found by ourselves: engines word it differently or not at all.

/** The first fault of a text that is not JSON. Line and column are 1-based; a column counts UTF-16 units, as editors do. */
export interface JsonFault {
  readonly message: string;
  readonly hint: string;
  readonly line: number;
  readonly column: number;
  /** The value the fault lies in, e.g. `nodes[2].params`; "" for the whole. */
  readonly path: string;
}

interface Container {
  readonly close: "]" | "}";
  index: number;
  key: string;
}

type Next = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma" | "end";

const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first fault, or null when the text is JSON. Goes through the text once, without recursion. */
export function findJsonFault(text: string): JsonFault | null {
  const open: Container[] = [];
  let next: Next = "value";
  let at = 0;
  for (;;) {
    at = skip(BLANK, text, at);
    const char = text[at];
    const top = open.at(-1);
    if (char === undefined) return next === "end" ? null : fault(ended(top));
    if (next === "end") return fault("The text goes on after its end");
    if (next === "colon") {
      if (char !== ":") return fault(`Expected ":" after the name "${top?.key}"`);
      next = "value";
      at++;
    } else if (
      top &&
      char === top.close &&
      (next === "comma" || next === "value or ]" || next === "key or }")
    ) {
      open.pop();
      next = open.length ? "comma" : "end";
      at++;
    } else if (next === "comma") {
      if (char !== ",") return fault(`Expected "," or "${top?.close}"`);
      if (top) top.index++;
      next = top?.close === "}" ? "key" : "value";
      at++;
    } else if (char === '"') {
      const end = endOfString(text, at);
      if (end < 0) return fault("The text in quotes has no end, or a bad escape or line break in it");
      if (next === "key" || next === "key or }") {
        if (top) top.key = text.slice(at + 1, end - 1);
        next = "colon";
      } else next = open.length ? "comma" : "end";
      at = end;
    } else if (next === "key" || next === "key or }") {
      return fault(char === "}" ? 'There is a "," before "}"' : "Expected a name in double quotes");
    } else if (char === "{" || char === "[") {
      open.push({ close: char === "{" ? "}" : "]", index: 0, key: "" });
      next = char === "{" ? "key or }" : "value or ]";
      at++;
    } else {
      const end = skip(WORD, text, at);
      if (end === at)
        return fault(
          char === "]" && next === "value" && top?.close === "]"
            ? 'There is a "," before "]"'
            : "Expected a value",
        );
      next = open.length ? "comma" : "end";
      at = end;
    }
  }

  function fault(what: string): JsonFault {
    const lines = text.slice(0, at).split(/\r\n|\r|\n/);
    const found =
      text[at] === undefined
        ? ""
        : `, found ${JSON.stringify(/^\S{1,12}/.exec(text.slice(at))?.[0] ?? text[at])}`;
    const place = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, path: pathOf(open) };
    return { message: `${what}${found}.`, hint: hintFor(text, at), ...place };
  }
}

function ended(top: Container | undefined): string {
  return top ? `The text ends too early: a "${top.close}" is missing` : "The text is empty";
}

function hintFor(text: string, at: number): string {
  if (text.trim() === "")
    return "Start from a template (`millrace templates`) or restore the file from a backup.";
  if (/^(?:<{7}|={7}|>{7})/m.test(text))
    return "The file holds marks of a merge conflict: keep one side of each and delete the marks.";
  if (text[at] === "'") return "JSON knows double quotes only.";
  if (/^\/[/*]|^#/.test(text.slice(at))) return "JSON knows no comments: take it out.";
  if (text[at] === undefined)
    return "The file was cut off, perhaps while it was written: restore the rest from a backup.";
  return "Correct the text at that place in a text editor, or restore the file from a backup.";
}

function pathOf(open: readonly Container[]): string {
  const steps = open.map(({ close, key, index }) => (close === "]" ? `[${index}]` : key && `.${key}`));
  return steps.join("").replace(/^\./, "");
}

/** The place behind a quoted text that begins at `at`; -1 when it is not one. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length;) {
    const char = text[i];
    if (char === '"') return i + 1;
    if (char < " ") return -1;
    const end = char === "\\" ? skip(ESCAPE, text, i) : i + 1;
    if (end === i) return -1;
    i = end;
  }
  return -1;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
