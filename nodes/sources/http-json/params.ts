// The parameters of the http-json source, and what is wrong with them.

import type * as z from "zod/mini";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, number, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { accessIssues, accessParams } from "../../_shared/http/access-params.ts";
import { addressIssues } from "../../_shared/http/address-issues.ts";
import { headerIssues } from "../../_shared/http/header-rules.ts";
import { headersParam, sendingParams } from "../../_shared/http/sending-params.ts";
import { nestedParam } from "../../_shared/json-lines/json-params.ts";
import { rowParams } from "../../_shared/csv-source/params.ts";
import { jsonPath } from "./json-path.ts";

const whenPaged = (...oneOf: string[]) => ({ visibleWhen: { param: "paging", oneOf } });

export const Params = paramsOf({
  url: text({
    title: "Address",
    help: "What is asked for by GET, such as https://example.org/orders?state=open.",
    minLength: 1,
  }),
  rows: text({
    title: "Rows",
    help: "Where the list of rows stands in an answer, such as data.items; empty where the answer is the list.",
    default: "",
  }),
  paging: choice(["none", "link-header", "next-link", "page", "offset", "cursor"], {
    title: "Pages",
    help: "How the next page is asked for.",
    labels: {
      none: "One answer holds all",
      "link-header": "A Link header names the next page",
      "next-link": "The answer names the next page",
      page: "By its number",
      offset: "By how many rows lie before it",
      cursor: "By a cursor of the answer",
    },
    default: "none",
  }),
  nextAt: text({
    ...whenPaged("next-link", "cursor"),
    title: "Next page",
    help: "Where the answer names the next page, or the cursor, such as meta.next. Nothing there is the end.",
    default: "next",
  }),
  pageParam: text({
    ...whenPaged("page"),
    title: "Parameter of the page",
    help: "What the server calls it.",
    default: "page",
  }),
  firstPage: number({
    ...whenPaged("page"),
    title: "First page",
    help: "The number that the server counts from.",
    min: 0,
    max: 1,
    integer: true,
    default: 1,
  }),
  offsetParam: text({
    ...whenPaged("offset"),
    title: "Parameter of the offset",
    help: "What the server calls it.",
    default: "offset",
  }),
  cursorParam: text({
    ...whenPaged("cursor"),
    title: "Parameter of the cursor",
    help: "What the server calls it.",
    default: "cursor",
  }),
  pageSize: number({
    ...whenPaged("page", "offset", "cursor"),
    title: "Rows of a page",
    help: "Asked for by the parameter below; 0 leaves it to the server. A server may give fewer: a page without rows is the end.",
    labels: { 0: "as the server has it" },
    min: 0,
    max: 1_000_000,
    integer: true,
    default: 0,
  }),
  limitParam: text({
    ...whenPaged("page", "offset", "cursor"),
    title: "Parameter of the size",
    help: "What the server calls the rows of a page.",
    default: "limit",
  }),
  moreAt: text({
    ...whenPaged("link-header", "next-link", "page", "offset", "cursor"),
    title: "More",
    help: "Where the answer says whether more follows, such as has_more; false or 0 there is the end, and else a page without rows is not. Empty where it does not say.",
    default: "",
  }),
  ...accessParams,
  ...headersParam("What is sent besides, the same with every page; names of secrets belong into Secret."),
  look: toggle({
    title: "Look at the first page",
    help: "Whether the first page is asked for to find the columns when the workflow runs; a check and a sample ask nobody. Else Types names them.",
    default: false,
  }),
  ...sendingParams,
  maxPages: number({
    title: "Most pages",
    help: "A run that would need more fails, so that a server without an end does not keep it for ever.",
    min: 1,
    max: 1_000_000,
    integer: true,
    default: 1000,
  }),
  maxMegabytes: number({
    title: "Largest answer",
    help: "Of one page, unpacked; a larger one ends the run.",
    unit: "MB",
    min: 0.001,
    max: 1024,
    default: 64,
  }),
  ...nestedParam(),
  ...rowParams,
});

export type HttpJsonParams = z.output<typeof Params>;

export function paramIssues(params: HttpJsonParams): NodeIssue[] {
  const paths = ["rows", "moreAt", ...(/next-link|cursor/.test(params.paging) ? ["nextAt"] : [])] as const;
  return [
    ...addressIssues(params.url),
    ...accessIssues(params),
    ...headerIssues(params.headers),
    ...paths.flatMap((name) => pathIssues(name, params[name as "rows"])),
    ...columnsIssues(params),
  ];
}

function pathIssues(param: string, value: string): NodeIssue[] {
  const isNeeded = param === "nextAt";
  if (jsonPath(value) !== null && !(isNeeded && value === "")) return [];
  return [
    {
      code: "HTTP_PATH",
      severity: "error",
      path: `params.${param}`,
      message: `"${value}" is no place in an answer.`,
      expected: "keys with points between them, such as data.items or pages[0].next",
      got: value,
      hint: 'Write a key that holds a point as ["a.b"].',
    },
  ];
}

function columnsIssues({ look, types }: HttpJsonParams): NodeIssue[] {
  if (look || Object.keys(types).length > 0) return [];
  return [
    {
      code: "HTTP_COLUMNS_UNKNOWN",
      severity: "error",
      path: "params.types",
      message: "Nobody can tell which columns the answers make.",
      expected: "columns in Types (types), or leave to look at the first page (look)",
      got: "neither",
      hint: "Name the columns and their types, or allow a look at the first page.",
      fix: {
        label: "Look at the first page",
        commands: [{ do: "set-param", id: "", param: "look", value: true }],
      },
    },
  ];
}
