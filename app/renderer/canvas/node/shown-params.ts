// Which parameters does a card show, and in which words? Required ones first, then those set away from their default; where
// there are none of either, the first ones of the kind as they are by default.

import { parseReference } from "../../../../engine/document/model-reference.ts";
import type { KindDescription, ParamDescription } from "../../../bridge/shapes.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { isVisible } from "../../inspector/node/param-visible.ts";
import { middle, withUnit } from "../../ui/format.ts";
import { labelOf } from "../../ui/param-label.ts";
import { sameJson } from "../../ui/same-json.ts";

export interface ShownParam {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** Paths and expressions are set in the type of code. */
  readonly code: boolean;
  readonly missing: boolean;
}

type Params = Readonly<Record<string, unknown>>;

const MOST = 3;
const MOST_USUAL = 2;
/** Characters that a line of the card has room for. */
const ROOM = 24;
/** Pixels of a line, of its title at the most, and of a letter of that and of a path: as card.css has them. */
const LINE_PX = 191;
const MOST_TITLE_PX = 109;
const TITLE_LETTER_PX = 7;
const CODE_LETTER_PX = 6.62;
/** Characters of a path that there is room for beside its title. */
const roomForPath = ({ title }: ParamDescription) =>
  Math.floor((LINE_PX - Math.min(MOST_TITLE_PX, title.length * TITLE_LETTER_PX)) / CODE_LETTER_PX);

export function shownParams(kind: KindDescription, params: Params): readonly ShownParam[] {
  const visible = kind.params.filter((param) => isVisible(kind, { params }, param));
  const required = visible.filter((param) => param.required);
  const changed = visible.filter(
    (param) => !param.required && isSet(params, param) && !sameJson(params[param.name], param.default),
  );
  const chosen = [...required, ...changed].slice(0, MOST);
  const usual = visible.filter(({ default: value }) => !isEmpty(value)).slice(0, MOST_USUAL);
  return (chosen.length > 0 ? chosen : usual).map((param) => {
    const value = params[param.name] ?? (param.required ? undefined : param.default);
    const missing = isEmpty(value);
    return {
      name: param.name,
      title: param.title,
      text: missing ? words.notSet : textOf(param, value),
      code: !missing && CODE.has(param.control),
      missing: missing && param.required,
    };
  });
}

const CODE: ReadonlySet<string> = new Set(["file", "folder", "model", "expression"]);

function isSet(params: Params, { name }: ParamDescription): boolean {
  return Object.hasOwn(params, name);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** How a value reads, by the control that edits it. */
const TEXTS: Readonly<
  Record<ParamDescription["control"], (value: unknown, param: ParamDescription) => string>
> = {
  number: (value, param) => labelOf(param, value) ?? withUnit(plain(value), param.unit),
  text: plain,
  colour: plain,
  choice: (value, param) => labelOf(param, value) ?? plain(value),
  switch: (value) => (value ? words.on : words.off),
  file: path,
  folder: path,
  model: path,
  column: plain,
  columns: list,
  expression: (value) => plain(value).replaceAll(/\s+/g, " "),
  "key-values": keys,
  conditions: list,
  secret: () => words.secret,
  json: (value) => (Array.isArray(value) ? list(value) : keys(value)),
};

function textOf(param: ParamDescription, value: unknown): string {
  return (TEXTS[param.control] ?? plain)(value, param);
}

/** Of a number that was computed, as much as a card has room for. */
const MOST_FIGURES = 6;

function plain(value: unknown): string {
  if (typeof value === "number" && !Number.isInteger(value))
    return String(Number(value.toPrecision(MOST_FIGURES)));
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** A model of the library by its name there: that it is one says the inspector. */
function path(value: unknown, param: ParamDescription): string {
  const text = plain(value);
  const meant = parseReference(text);
  return middle(meant ? `${meant.name}/${meant.file}` : text, roomForPath(param));
}

/** As many of the items as there is room for, and how many more there are. */
function list(value: unknown): string {
  if (!Array.isArray(value)) return plain(value);
  const names = value.map(nameOf);
  return names.every((name) => name !== null) ? fitting(names) : words.entries(names.length);
}

/** What an item is called; null for one that has no name: a card shows no JSON. */
function nameOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null) return plain(item);
  const { name, title, column, label, branch, id } = item as Record<string, unknown>;
  const names = [name, title, label, branch, column, id];
  return (names.find((text) => typeof text === "string" && text !== "") as string | undefined) ?? null;
}

function keys(value: unknown): string {
  if (typeof value !== "object" || value === null) return plain(value);
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && typeof first[1] !== "object") return `${first[0]} = ${plain(first[1])}`;
  return fitting(entries.map(([key]) => key));
}

function fitting(names: readonly string[]): string {
  let text = names[0] ?? "";
  let shown = 1;
  while (shown < names.length && `${text}, ${names[shown]}`.length <= ROOM - 3)
    text = `${text}, ${names[shown++]}`;
  return shown < names.length ? `${text} ${words.more(names.length - shown)}` : text;
}
