// Which files does a query name? They are looked up in the folder, and only they can be read.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import type { Database } from "./database.ts";
import { EditedQuery, type Edit } from "./edited-query.ts";
import { endOfQuoted, listed, quoted } from "./sql-text.ts";
import { textOf } from "./single-text.ts";

/** Table functions whose first argument is a file, or a list of files. */
const OF_FILES =
  /^(read_(csv|csv_auto|json|json_auto|json_objects|json_objects_auto|ndjson|ndjson_auto|ndjson_objects|parquet|text|blob)|parquet_(scan|metadata|schema|file_metadata|kv_metadata)|sniff_csv|glob)$/;

/** Functions that answer otherwise each time. */
const CHANGING =
  /^(random|setseed|uuid|gen_random_uuid|uuidv[47]|now|today|get_current_timestamp|get_current_time|current_localtime|current_localtimestamp|current_date|transaction_timestamp|nextval)$/;

export interface QueryFiles {
  readonly query: EditedQuery;
  /** Absolute paths of all files that it names. */
  readonly readable: readonly string[];
  /** Functions in it that make it give something else each time. */
  readonly changing: readonly string[];
}

/** `folder` is where relative paths begin, as the workflow has it; null where the query may name no files at all. */
export async function queryFiles(
  database: Database,
  query: string,
  files: Files,
  folder: string | null,
): Promise<QueryFiles> {
  const tree = await treeOf(database, query);
  const found = new FoundNames(query);
  found.visit(tree);
  if (folder === null) return { query: new EditedQuery(query), readable: [], changing: [...found.changing] };
  const readable: string[] = [];
  const edits: Edit[] = [];
  for (const { from, to, name, isTable } of found.names()) {
    const paths = await pathsOf(name, files, folder);
    readable.push(...paths);
    const [first, ...others] = paths;
    const text = isTable && others.length > 0 ? readerOf(name, paths) : paths.map(quoted).join(", ");
    const isArgument = !isTable && !found.isInList(from) && others.length > 0;
    edits.push({ from, to, text: isArgument ? `[${text}]` : others.length === 0 ? quoted(first) : text });
  }
  const base = `${files.resolve(folder).replaceAll("\\", "/").replace(/\/$/u, "")}/`;
  return { query: new EditedQuery(query, edits, base), readable, changing: [...found.changing] };
}

interface Tree {
  readonly error: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements?: readonly unknown[];
}

/** The statement as DuckDB reads it. */
async function treeOf(database: Database, query: string): Promise<unknown> {
  const text = await textOf(database, `SELECT json_serialize_sql(${quoted(query)})`);
  const tree = JSON.parse(text) as Tree;
  if (!tree.error && tree.statements?.length === 1) return tree;
  if (!tree.error || tree.error_type === "not implemented")
    throw new MillraceError("SQL_NOT_SELECT", {
      message: "The query is not one SELECT: it would change something, or do something else than read.",
      path: "params.query",
      expected: "one SELECT (WITH, FROM and VALUES are fine)",
      got: query.trim().split(/\s+/u).slice(0, 3).join(" "),
      hint: "Write one SELECT. An action behind the node writes what it gives.",
      fatal: true,
    });
  const told = { exception_type: "Parser", exception_message: tree.error_message, position: tree.position };
  throw new Error(JSON.stringify(told));
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly isTable: boolean;
}

interface Part {
  /** Of a value it is something else. */
  readonly type?: unknown;
  readonly query_location?: number;
  readonly table_name?: string;
  readonly schema_name?: string;
  readonly function_name?: string;
  readonly children?: readonly Part[];
  readonly function?: Part;
  readonly value?: { readonly value?: unknown };
}

/** As words: `base table`, `value constant`. */
function typeOf({ type }: Part): string {
  return typeof type === "string" ? type.toLowerCase().replaceAll("_", " ") : "";
}

/** Goes through the tree of a statement. Places in it are bytes of the text. */
class FoundNames {
  readonly changing = new Set<string>();
  readonly #query: string;
  readonly #bytes: Uint8Array;
  readonly #places: Place[] = [];
  readonly #inLists = new Set<number>();
  readonly #withs = new Set<string>();

  constructor(query: string) {
    this.#query = query;
    this.#bytes = new TextEncoder().encode(query);
  }

  /** Names of files; those of tables that the statement itself makes are none. */
  names(): Place[] {
    return this.#places.filter(({ name, isTable }) => !isTable || !this.#withs.has(name));
  }

  isInList(from: number): boolean {
    return this.#inLists.has(from);
  }

  visit(node: unknown): void {
    if (Array.isArray(node)) return node.forEach((item) => this.visit(item));
    if (typeof node !== "object" || node === null) return;
    const part = node as Part;
    if (typeOf(part) === "base table" && part.schema_name === "") this.#note(part, part.table_name, true);
    if (typeOf(part) === "table function" && OF_FILES.test(part.function?.function_name ?? ""))
      this.#arguments(part.function?.children?.[0]);
    if (typeOf(part) === "function" && CHANGING.test(part.function_name ?? ""))
      this.changing.add(part.function_name!);
    const { map } = (node as { cte_map?: { map: readonly { key: string }[] } }).cte_map ?? { map: [] };
    for (const { key } of map) this.#withs.add(key);
    Object.values(node).forEach((item) => this.visit(item));
  }

  #arguments(first: Part | undefined): void {
    if (first && typeOf(first) === "value constant") this.#note(first, first.value?.value, false);
    if (first?.function_name !== "list_value") return;
    for (const item of first.children ?? []) {
      if (typeOf(item) !== "value constant") continue;
      const from = this.#note(item, item.value?.value, false);
      if (from !== null) this.#inLists.add(from);
    }
  }

  #note({ query_location: byte = 0 }: Part, name: unknown, isTable: boolean): number | null {
    if (typeof name !== "string") return null;
    const from = new TextDecoder().decode(this.#bytes.subarray(0, byte)).length;
    const to = endOfQuoted(this.#query, from);
    if (to === null) return null;
    this.#places.push({ from, to, name, isTable });
    return from;
  }
}

const HAS_PATTERN = /[*?[\]{}]/u;

/** Absolute paths of what a name means. */
async function pathsOf(name: string, files: Files, folder: string): Promise<readonly string[]> {
  if (/^\w+:\/\//u.test(name)) throw outside(name, "an address of the network");
  const path = isAbsolute(name) ? name : `${folder}/${name}`;
  if (files.liesIn && !(await files.liesIn(HAS_PATTERN.test(path) ? baseOf(path) : path, folder)))
    throw outside(name, "a file outside of it");
  const own = HAS_PATTERN.test(name) ? await matches(name, path, files, folder) : [path];
  for (const one of own) {
    const found = await files.stat(one);
    if (!found || found.isFolder) throw missing(name, found ? "a folder" : "nothing");
  }
  return own.map((one) => files.resolve(one).replaceAll("\\", "/"));
}

/** By name. */
async function matches(name: string, path: string, files: Files, folder: string): Promise<readonly string[]> {
  const { default: picomatch } = await import("picomatch");
  const base = baseOf(path);
  const isMatch = picomatch(path.slice(base.length + 1), { dot: true });
  const names = (await files.stat(base)) ? await files.list(base, { recursive: true }) : [];
  const found = names.filter((one) => isMatch(one)).map((one) => `${base}/${one}`);
  if (found.length === 0) throw missing(name, "no such file");
  for (const one of found)
    if (files.liesIn && !(await files.liesIn(one, folder)))
      throw outside(name, "a link that leads out of it");
  return found;
}

/** The folder that all matches lie in. */
function baseOf(path: string): string {
  const parts = path.split("/");
  return (
    parts
      .slice(
        0,
        parts.findIndex((part) => HAS_PATTERN.test(part)),
      )
      .join("/") || "/"
  );
}

function isAbsolute(path: string): boolean {
  return /^([/\\]|[a-z]:[/\\])/iu.test(path);
}

/** What DuckDB itself would do with a name of several files, by the ending of the first. */
function readerOf(name: string, paths: readonly string[]): string {
  const plain = name.toLowerCase().replace(/\.(gz|zst)$/u, "");
  const reader = plain.endsWith(".parquet")
    ? "read_parquet"
    : /\.(json|jsonl|ndjson)$/u.test(plain)
      ? "read_json_auto"
      : "read_csv_auto";
  return `${reader}(${listed(paths)})`;
}

function missing(name: string, got: string): MillraceError {
  return new MillraceError("FILE_MISSING", {
    message: `There is no file "${name}" in the folder.`,
    file: name,
    path: "params.query",
    expected: "a file in the folder",
    got,
    hint: "Check the name in the query; paths begin at the folder.",
    fatal: true,
  });
}

function outside(name: string, got: string): MillraceError {
  return new MillraceError("SQL_FILE_OUTSIDE", {
    message: `The query names "${name}", which does not lie in the folder.`,
    path: "params.query",
    expected: "files in the folder",
    got,
    hint: "Choose a folder that holds all files of the query, or copy the file into it.",
    fatal: true,
  });
}
