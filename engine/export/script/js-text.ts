// Values as JavaScript that a person reads and changes: short ones on one line, keys without needless quotes.

/** Characters of a line. */
export const WIDTH = 110;

/** A JavaScript expression that is put in as it stands, such as `config.input`. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The value; lines after the first are indented by `indent` spaces, and the first begins at column `at`. */
export function jsText(value: unknown, indent = 0, at = indent): string {
  const line = onOneLine(value);
  if (line.length <= WIDTH - at) return line;
  if (Array.isArray(value)) return value.every(isShort) ? filled(value, indent) : listed(value, indent);
  return typeof value === "object" && value !== null && !(value instanceof Expression)
    ? spread(value, indent)
    : line;
}

function onOneLine(value: unknown): string {
  if (value instanceof Expression) return value.text;
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${onOneLine(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function isShort(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** As many items on a line as there is room for. */
function filled(items: readonly unknown[], indent: number): string {
  const inside = " ".repeat(indent + 2);
  const lines: string[] = [];
  let line = inside;
  for (const item of items.map(onOneLine)) {
    if (line.length + item.length + 1 > WIDTH && line !== inside) {
      lines.push(line.trimEnd());
      line = inside;
    }
    line += `${item}, `;
  }
  return `[\n${[...lines, line.trimEnd()].join("\n")}\n${" ".repeat(indent)}]`;
}

function listed(items: readonly unknown[], indent: number): string {
  const inside = " ".repeat(indent + 2);
  const lines = items.map((item) => `${inside}${jsText(item, indent + 2)},`);
  return `[\n${lines.join("\n")}\n${" ".repeat(indent)}]`;
}

function spread(object: object, indent: number): string {
  const inside = " ".repeat(indent + 2);
  const lines = Object.entries(object).map(([key, item]) => {
    const head = `${inside}${keyText(key)}: `;
    return `${head}${jsText(item, indent + 2, head.length)},`;
  });
  return `{\n${lines.join("\n")}\n${" ".repeat(indent)}}`;
}

function keyText(key: string): string {
  // As a quoted key `__proto__` would set the prototype.
  if (key === "__proto__") return `["__proto__"]`;
  return isIdentifier(key) ? key : JSON.stringify(key);
}

export function isIdentifier(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}
