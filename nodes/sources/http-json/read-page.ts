// An answer as a page of rows, or what it is instead.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Reply } from "../../_shared/http/sender.ts";
import { statusError } from "../../_shared/http/status-error.ts";
import { jsonPath, listPaths, valueAt } from "./json-path.ts";
import { listLines } from "./list-lines.ts";

const SHOWN_CHARACTERS = 60;

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
    lines: list.length === 0 ? new Uint8Array(0) : listLines(reply.body, place),
  };
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
  const what = found === undefined ? "nothing" : JSON.stringify(found).slice(0, SHOWN_CHARACTERS);
  return new MillraceError("HTTP_NO_LIST", {
    message: `The answer of ${where} has no list of rows ${path === "" ? "as a whole" : `at ${path}`}.`,
    path: "params.rows",
    expected: "a list of objects",
    got: what,
    hint:
      lists.length > 0
        ? `Lists stand at: ${lists.slice(0, 5).join(", ")}. Name the one with the rows in Rows (rows).`
        : "Look at an answer, and name the place of the list in Rows (rows).",
    fatal: true,
  });
}
