// The requests that a frame makes, as data; rows that make none fail.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { ByteSink } from "../../_shared/csv/byte-sink.ts";
import { writeJsonRows } from "../../_shared/json-lines/json-rows.ts";
import { outputColumns, outputNames } from "../../_shared/output-columns.ts";
import type { HttpRequestParams } from "./params.ts";
import { fill, templateOf, type Template } from "./template.ts";

const LINE_FEED = 10;
const encoder = new TextEncoder();

export interface PlannedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Of the frame. */
  readonly rows: readonly number[];
}

/** The templates of a node, taken apart once. */
export interface Form {
  readonly params: HttpRequestParams;
  readonly url: Template;
  readonly headers: readonly (readonly [string, Template])[];
  readonly body: Template;
}

export function formOf(params: HttpRequestParams): Form {
  return {
    params,
    url: templateOf(params.url),
    headers: Object.entries(params.headers).map(([name, text]) => [name, templateOf(text)] as const),
    body: templateOf(params.template),
  };
}

export function requestsOf(
  form: Form,
  frame: Frame,
  fail: (row: number, error: RowError) => void,
): readonly PlannedRequest[] {
  const { body, batchRows } = form.params;
  const objects = body === "row" ? jsonObjects(frame, form.params.columns) : [];
  if (body === "row" && batchRows > 1) return batches(form, frame, objects);
  const requests: PlannedRequest[] = [];
  for (let row = 0; row < frame.length; row++) {
    const request = requestOf(form, frame, row, objects);
    if ("code" in request) fail(row, request);
    else requests.push(request);
  }
  return requests;
}

function requestOf(
  form: Form,
  frame: Frame,
  row: number,
  objects: readonly Uint8Array[],
): PlannedRequest | RowError {
  const url = fill(form.url, frame, row, "url");
  if (typeof url !== "string") return url;
  const headers: Record<string, string> = typeHeader(form.params);
  for (const [name, template] of form.headers) {
    const value = fill(template, frame, row, "header");
    if (typeof value !== "string") return value;
    setHeader(headers, name, value);
  }
  const body = bodyOf(form, frame, row, objects);
  return body !== null && "code" in body ? body : { url, headers, body, rows: [row] };
}

function bodyOf(
  { params, body }: Form,
  frame: Frame,
  row: number,
  objects: readonly Uint8Array[],
): Uint8Array | RowError | null {
  switch (params.body) {
    case "none":
      return null;
    case "row":
      return objects[row];
    case "json-template":
    case "form-template": {
      const text = fill(body, frame, row, params.body === "json-template" ? "json" : "form");
      return typeof text === "string" ? encoder.encode(text) : text;
    }
  }
}

function batches({ params, headers }: Form, frame: Frame, objects: readonly Uint8Array[]): PlannedRequest[] {
  const { batchRows, batchFormat, url } = params;
  const all: Record<string, string> = typeHeader(params);
  // Without places, as the check of the params says.
  for (const [name, { parts }] of headers) setHeader(all, name, parts[0].text);
  const requests: PlannedRequest[] = [];
  for (let from = 0; from < frame.length; from += batchRows) {
    const rows = Array.from({ length: Math.min(batchRows, frame.length - from) }, (_, i) => from + i);
    const some = rows.map((row) => objects[row]);
    const body = batchFormat === "array" ? joined(some, "[", ",", "]") : joined(some, "", "\n", "\n");
    requests.push({ url, headers: all, body, rows });
  }
  return requests;
}

function joined(pieces: readonly Uint8Array[], open: string, between: string, close: string): Uint8Array {
  const size = pieces.reduce((sum, piece) => sum + piece.length + between.length, 0);
  const sink = new ByteSink(size + open.length + close.length);
  sink.text(open);
  pieces.forEach((piece, i) => {
    if (i > 0) sink.text(between);
    sink.append(piece);
  });
  sink.text(close);
  return sink.take();
}

function typeHeader({ body, batchRows, batchFormat }: HttpRequestParams): Record<string, string> {
  if (body === "none") return {};
  if (body === "form-template") return { "content-type": "application/x-www-form-urlencoded" };
  const areLines = body === "row" && batchRows > 1 && batchFormat === "lines";
  return { "content-type": areLines ? "application/x-ndjson" : "application/json" };
}

/** One that is set goes before ours, however it is spelled. */
function setHeader(headers: Record<string, string>, name: string, value: string): void {
  for (const known of Object.keys(headers))
    if (known.toLowerCase() === name.toLowerCase()) delete headers[known];
  headers[name] = value;
}

/** Each row as JSON. */
function jsonObjects(frame: Frame, chosen: readonly string[]): readonly Uint8Array[] {
  const names = outputNames(frame.schema, chosen);
  if (names.length === 0) return Array.from({ length: frame.length }, () => encoder.encode("{}"));
  const sink = new ByteSink(1024);
  writeJsonRows(sink, frame, names, outputColumns(frame, chosen));
  const bytes = sink.take();
  const objects: Uint8Array[] = [];
  for (let at = 0; objects.length < frame.length;) {
    const end = bytes.indexOf(LINE_FEED, at);
    objects.push(bytes.slice(at, end));
    at = end + 1;
  }
  return objects;
}
