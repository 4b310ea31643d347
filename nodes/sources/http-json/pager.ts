// Which page comes next, and whether one does.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { jsonPath, valueAt } from "./json-path.ts";
import { nextInHeader } from "./link-header.ts";
import type { HttpJsonParams } from "./params.ts";

/** Pages without rows, one after the other, of which a server says that more follows: then it may say so for ever. */
const MOST_EMPTY = 100;

/** A page that has come. */
export interface Page {
  readonly url: string;
  readonly link: string | undefined;
  readonly value: unknown;
  readonly rows: number;
  /** Rows of all pages so far, this one included. */
  readonly rowsSoFar: number;
}

export class Pager {
  readonly #params: HttpJsonParams;
  readonly #seen = new Set<string>();
  /** Pages so far. */
  count = 0;
  /** Of these, the last ones without rows. */
  #empty = 0;

  constructor(params: HttpJsonParams) {
    this.#params = params;
  }

  first(): string {
    const { url, paging, firstPage, pageParam, offsetParam } = this.#params;
    if (paging === "page") return this.#take(this.#with({ [pageParam]: String(firstPage) }));
    if (paging === "offset") return this.#take(this.#with({ [offsetParam]: "0" }));
    return this.#take(paging === "cursor" ? this.#with({}) : url);
  }

  /** The address of the next page; null at the end. */
  next(page: Page): string | null {
    const { paging, moreAt, firstPage, pageParam, offsetParam, cursorParam, nextAt } = this.#params;
    const saysMore = moreAt !== "" && isYes(valueAt(page.value, jsonPath(moreAt)!));
    if (moreAt !== "" && !saysMore) return null;
    this.#empty = page.rows > 0 ? 0 : this.#empty + 1;
    switch (paging) {
      case "none":
        return null;
      case "page":
        if (page.rows === 0 && !saysMore) return null;
        if (this.#empty >= MOST_EMPTY) throw onlyEmpty(page.url, this.#empty);
        return this.#take(this.#with({ [pageParam]: String(firstPage + this.count) }));
      case "offset":
        if (page.rows > 0) return this.#take(this.#with({ [offsetParam]: String(page.rowsSoFar) }));
        // The next one would be asked for by the same number.
        if (saysMore) throw onlyEmpty(page.url, this.#empty);
        return null;
      case "cursor": {
        const cursor = valueAt(page.value, jsonPath(nextAt)!);
        return isNo(cursor) ? null : this.#take(this.#with({ [cursorParam]: textOf(cursor, page.url) }));
      }
      case "next-link": {
        const link = valueAt(page.value, jsonPath(nextAt)!);
        return isNo(link) ? null : this.#take(linked(textOf(link, page.url), page.url));
      }
      case "link-header": {
        const link = nextInHeader(page.link ?? "");
        return link === null ? null : this.#take(linked(link, page.url));
      }
    }
  }

  #with(query: Readonly<Record<string, string>>): string {
    const { url, pageSize, limitParam } = this.#params;
    const asked = new URL(url);
    for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value);
    if (pageSize > 0) asked.searchParams.set(limitParam, String(pageSize));
    return asked.href;
  }

  /** Notes the page; throws for one that has been asked for before, or one too many. */
  #take(url: string): string {
    const { maxPages } = this.#params;
    if (this.#seen.has(url)) throw circle(url, this.count);
    if (this.count >= maxPages) throw tooMany(url, maxPages);
    this.#seen.add(url);
    this.count++;
    return url;
  }
}

/** What servers write where nothing follows. */
function isNo(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === "";
}

/** Of what says whether more follows: 0, and no in words, are no. */
function isYes(value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return !isNo(value);
  return !/^(?:0|false|no)?$/i.test(String(value));
}

function textOf(value: unknown, url: string): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  // Never all of it, which may be deeper than a stack.
  const what = Array.isArray(value) ? "a list" : value === true ? "true" : "an object";
  throw badNext(url, what);
}

function linked(link: string, from: string): string {
  if (!URL.canParse(link, from)) throw badNext(from, link);
  const next = new URL(link, from);
  const isSafe = next.protocol === "https:" || (next.protocol === "http:" && from.startsWith("http:"));
  if (!isSafe || next.username !== "") throw badNext(from, link);
  next.hash = "";
  return next.href;
}

/** The error of pages that repeat themselves. */
export function circle(url: string, pages: number): MillraceError {
  return new MillraceError("HTTP_PAGES_CIRCLE", {
    message: `After ${pages} pages, ${new URL(url).host} gives one again that has been read.`,
    expected: "another page, or none",
    got: url,
    hint: "Check how the next page is asked for (paging, nextAt, pageParam…): the server may not know the parameter.",
    fatal: true,
  });
}

function tooMany(url: string, most: number): MillraceError {
  return new MillraceError("HTTP_PAGES_MANY", {
    message: `${new URL(url).host} has more pages than are allowed.`,
    expected: `at most ${most}`,
    got: "more",
    hint: "Set Most pages (maxPages) higher, or take only the first rows with --limit.",
    fatal: true,
  });
}

function onlyEmpty(url: string, pages: number): MillraceError {
  return new MillraceError("HTTP_PAGES_EMPTY", {
    message: `${new URL(url).host} says that more follows, and gives no rows: ${pages === 1 ? "a page" : `${pages} pages one after the other`} without any.`,
    path: "params.moreAt",
    expected: "rows, or that nothing follows",
    got: url,
    hint: "Check where the answer says whether more follows (moreAt), and how the next page is asked for (paging).",
    fatal: true,
  });
}

function badNext(url: string, got: string): MillraceError {
  return new MillraceError("HTTP_NEXT_PAGE", {
    message: `What ${new URL(url).host} names as the next page is none that can be asked for.`,
    expected: "an address, as safe as the one before; or a cursor",
    got,
    hint: "Check where the answer names it (nextAt).",
    fatal: true,
  });
}
