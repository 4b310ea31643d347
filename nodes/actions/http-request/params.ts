// The parameters of the http-request action, and what is wrong with them.

import type * as z from "zod/mini";
import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { repeatedIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { accessIssues, accessParams } from "../../_shared/http/access-params.ts";
import { addressIssues } from "../../_shared/http/address-issues.ts";
import { headerIssues, isHeaderName } from "../../_shared/http/header-rules.ts";
import { headersParam, sendingParams } from "../../_shared/http/sending-params.ts";
import { isSuccessList } from "./success.ts";
import { templateOf } from "./template.ts";

export const Params = paramsOf({
  url: text({
    title: "Address",
    help: "Where it is sent; {column} stands for the value of a column, such as https://example.org/orders/{id}. The host is fixed.",
    minLength: 1,
  }),
  method: choice(["POST", "PUT", "PATCH", "DELETE", "GET"], {
    title: "Method",
    help: "What the server is to do.",
    default: "POST",
  }),
  body: choice(["row", "json-template", "form-template", "none"], {
    title: "Body",
    help: "What is sent: the columns as a JSON object, a text with {column} for the values, or nothing.",
    labels: {
      row: "The row as JSON",
      "json-template": "A text of JSON",
      "form-template": "A form (a={column}&b=…)",
      none: "Nothing",
    },
    default: "row",
  }),
  columns: columnList({
    title: "Columns",
    help: "Which columns are sent, in which order; all when empty (but tensors, pictures and sound only when named).",
    default: [],
    visibleWhen: { param: "body", oneOf: ["row"] },
  }),
  template: text({
    title: "Text of the body",
    help: 'In JSON, {column} is a whole value, or part of a text in quotes: {"id": {id}, "note": "from {name}"}.',
    default: "",
    visibleWhen: { param: "body", oneOf: ["json-template", "form-template"] },
  }),
  batchRows: number({
    title: "Rows of a request",
    help: "Rows that are sent together; they succeed or fail together. Address and headers then hold no columns.",
    min: 1,
    max: 100_000,
    integer: true,
    default: 1,
    visibleWhen: { param: "body", oneOf: ["row"] },
  }),
  batchFormat: choice(["array", "lines"], {
    title: "Form of several rows",
    help: "As a JSON array, or one object a line (application/x-ndjson).",
    labels: { array: "JSON array", lines: "JSON lines" },
    default: "array",
    visibleWhen: { param: "body", oneOf: ["row"] },
  }),
  ...headersParam("What is sent besides; {column} stands for the value of a column."),
  ...accessParams,
  idempotencyHeader: text({
    title: "Header of the key",
    help: "Holds a key that follows from run and rows: one that is sent again, also by a run that was resumed, has the same. Empty sends none.",
    default: "Idempotency-Key",
  }),
  success: text({
    title: "Success",
    help: "Statuses that mean that it worked, such as 2xx or 200, 201, 409. Rows with any other fail.",
    default: "2xx",
  }),
  concurrency: number({
    title: "At once",
    help: "Requests that are under way together; 1 keeps the order of the rows.",
    min: 1,
    max: 64,
    integer: true,
    default: 4,
  }),
  ...sendingParams,
  giveUpAfter: number({
    title: "Gives up after",
    help: "After so many requests in a row that nobody answers, each with all its tries, no more are sent: the rows behind them fail at once. 0 tries every row.",
    unit: "requests",
    labels: { 0: "never" },
    min: 0,
    max: 1_000_000,
    integer: true,
    default: 10,
  }),
});

export type HttpRequestParams = z.output<typeof Params>;

export function paramIssues(params: HttpRequestParams, schema: Schema): NodeIssue[] {
  const { url, headers, columns, success, idempotencyHeader } = params;
  return [
    ...addressIssues(url.replaceAll(/[{}]/g, "x")),
    ...hostIssues(url),
    ...headerIssues(headers),
    ...accessIssues(params),
    ...unknownColumnIssues(schema, templateOf(url).columns, "params.url"),
    ...Object.entries(headers).flatMap(([name, value]) =>
      unknownColumnIssues(schema, templateOf(value).columns, `params.headers.${name}`),
    ),
    ...(params.body === "row"
      ? [...unknownColumnIssues(schema, columns, "params.columns"), ...repeatedIssues(columns, "columns")]
      : []),
    ...templateIssues(params, schema),
    ...batchIssues(params),
    ...(isSuccessList(success)
      ? []
      : [
          issue(
            "HTTP_SUCCESS",
            "params.success",
            "Success is no list of statuses.",
            "statuses such as 200, 201 or 2xx",
            success,
            "Write 2xx for all that begin with 2.",
          ),
        ]),
    ...(idempotencyHeader === "" || isHeaderName(idempotencyHeader)
      ? []
      : [
          issue(
            "HTTP_HEADER",
            "params.idempotencyHeader",
            `"${idempotencyHeader}" cannot be set as a header.`,
            "a name of letters, digits and -",
            idempotencyHeader,
            "Such as Idempotency-Key.",
          ),
        ]),
  ];
}

function issue(
  code: string,
  path: string,
  message: string,
  expected: string,
  got: string,
  hint: string,
): NodeIssue {
  return { code, severity: "error", path, message, expected, got, hint };
}

/** A row must not say where a secret is sent. */
function hostIssues(url: string): NodeIssue[] {
  const [host = ""] = /^[a-z]+:\/\/[^/?#]*/i.exec(url) ?? [];
  if (!/[{}]/.test(host)) return [];
  return [
    issue(
      "HTTP_ADDRESS",
      "params.url",
      "The host cannot come from a column: rows would say where the secret goes.",
      "columns behind the host alone",
      host,
      "Use a node for each host, and Branch before them.",
    ),
  ];
}

function templateIssues({ body, template }: HttpRequestParams, schema: Schema): NodeIssue[] {
  if (body !== "json-template" && body !== "form-template") return [];
  const { parts, columns } = templateOf(template);
  const path = "params.template";
  const unknown = unknownColumnIssues(schema, columns, path);
  if (body === "form-template") return unknown;
  const probe = parts
    .map(({ text, column, isInText }) => text + (column === null ? "" : isInText ? "x" : "0"))
    .join("");
  try {
    JSON.parse(probe);
    return unknown;
  } catch (thrown) {
    return [
      ...unknown,
      issue(
        "HTTP_TEMPLATE",
        path,
        "The text of the body is no JSON.",
        "JSON, with {column} in the place of values",
        (thrown as Error).message,
        "Mend it; text stands in double quotes, columns in braces without them or within a text.",
      ),
    ];
  }
}

function batchIssues({ url, headers, body, batchRows, method }: HttpRequestParams): NodeIssue[] {
  const issues: NodeIssue[] = [];
  const isBatch = body === "row" && batchRows > 1;
  const places = [url, ...Object.values(headers)].flatMap((text) => templateOf(text).columns);
  if (isBatch && places.length > 0)
    issues.push(
      issue(
        "HTTP_BATCH",
        "params.batchRows",
        "Several rows are sent together, and address or headers have values of one.",
        "an address and headers without columns",
        `{${places[0]}}`,
        "Send one row at a time (batchRows: 1), or take the column out.",
      ),
    );
  if (method === "GET" && body !== "none")
    issues.push(
      issue(
        "HTTP_BODY",
        "params.body",
        "GET has no body.",
        "none",
        body,
        "Set Body to none, or choose another method.",
      ),
    );
  return issues;
}
