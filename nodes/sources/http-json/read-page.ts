// An answer as a page of rows, or what it is instead.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Reply } from "../../_shared/http/sender.ts";
import { statusError } from "../../_shared/http/status-error.ts";
import { byteOrderMark } from "../../_shared/csv/recode.ts";
import { jsonPath, listPaths, valueAt } from "./json-path.ts";
import { listLines } from "./list-lines.ts";

const SHOWN_CHARACTERS = 60;
const SHOWN_KEYS = 5;

export interface RowPage {
  /** The whole answer. */
  readonly value: unknown;
  readonly rows: number;
  /** One row on each. */
  readonly lines: Uint8Array;
}

/** `path` says where the rows stand. */
export function readPage(reply: Reply, path: string): RowPage {
  const { host, pathname } = new URL(reply.url);
  if (!reply.isGood) throw statusError(reply);
  const value = parsed(reply, host);
  const place = jsonPath(path)!;
  const list = valueAt(value, place);
  const isObject = (item: unknown) => item !== null && typeof item === "object" && !Array.isArray(item);
  if (!Array.isArray(list) || (list.length > 0 && !list.some(isObject)))
    throw noList(value, list, path, `${host}${pathname}`);
  return {
    value,
    rows: list.length,
    lines: list.length === 0 ? new Uint8Array(0) : listLines(withoutMark(reply.body), place),
  };
}

/** A byte order mark is no part of the JSON behind it. */
function withoutMark(body: Uint8Array): Uint8Array {
  return body.subarray(byteOrderMark(body)?.length ?? 0);
}

function parsed({ body, headers, said }: Reply, host: string): unknown {
  try {
    // A byte order mark is taken off by the decoder.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    const type = headers["content-type"] ?? "";
    const isPage = /html/i.test(type) || /^\s*<(?:!doctype|html)/i.test(said);
    throw new MillraceError("HTTP_NOT_JSON", {
      message: `${host} answers with ${isPage ? "a web page" : "something that is no JSON"}.`,
      expected: "JSON",
      got: `${type === "" ? "" : `${type}: `}${said.slice(0, SHOWN_CHARACTERS)}`,
      hint: isPage
        ? "Take the address of the interface, not of the page that shows it. A sign-in, or a network that wants one, answers so too."
        : "Check the address, and whether the answer is cut off.",
      cause,
      fatal: true,
    });
  }
}

function noList(value: unknown, found: unknown, path: string, where: string): MillraceError {
  const lists = listPaths(value).filter((place) => place !== "");
  return new MillraceError("HTTP_NO_LIST", {
    message: `The answer of ${where} has no list of rows ${path === "" ? "as a whole" : `at ${path}`}.`,
    path: "params.rows",
    expected: "a list of objects",
    got: shapeOf(found),
    hint:
      lists.length > 0
        ? `Lists stand at: ${lists.slice(0, 5).join(", ")}. Name the one with the rows in Rows (rows).`
        : "Look at an answer, and name the place of the list in Rows (rows).",
    fatal: true,
  });
}

/** What stands there, in a line: never all of it, which may be deeper than a stack. */
function shapeOf(found: unknown): string {
  if (found === undefined) return "nothing";
  if (Array.isArray(found)) {
    const [first] = found as readonly unknown[];
    const inner = first !== null && typeof first === "object" ? "a list" : shapeOf(first);
    return `a list of ${found.length}, the first is ${inner}`;
  }
  if (found === null || typeof found !== "object")
    return JSON.stringify(typeof found === "string" ? shortened(found) : found);
  const keys = Object.keys(found);
  if (keys.length === 0) return "an object without keys";
  const more = keys.length > SHOWN_KEYS ? ", …" : "";
  const shown = keys.slice(0, SHOWN_KEYS).map((key) => JSON.stringify(shortened(key)));
  return `an object with ${shown.join(", ")}${more}`;
}

/** What was cut off says so: a secret is told by its beginning there. */
function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
