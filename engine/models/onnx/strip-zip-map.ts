// How ZipMap is taken out of a model, so that the class scores behind it can be read.
// Works on the bytes: models of scikit-learn come this way on every start, and a library would cost 60 ms.

import { scanModel, type ModelScan, type ZipMap } from "./scan.ts";
import { RANGE, WireCursor, textOf } from "./wire.ts";

/** The version of the standard operator set that is added to files that name none; any has Identity. */
const IDENTITY_OPSET = 13;

/**
 * The model with each ZipMap replaced by a plain pass-through: its output keeps its name and becomes the tensor
 * `float32[N, classes]`. A model without ZipMap is answered as it is.
 */
export function stripZipMap(bytes: Uint8Array, scan: ModelScan = scanModel(bytes)): Uint8Array {
  if (scan.zipMaps.length === 0 || scan.damage) return bytes;
  const parts: Uint8Array[] = [];
  const cursor = new WireCursor(bytes);
  while (cursor.next()) {
    if (cursor.field === 7 && cursor.wire === RANGE)
      parts.push(field(7, withoutZipMaps(cursor.inside(), scan.zipMaps)));
    else parts.push(cursor.whole());
  }
  if (!("" in scan.opsets)) parts.push(field(8, Uint8Array.of(2 << 3, IDENTITY_OPSET)));
  return join(parts);
}

function withoutZipMaps(graph: WireCursor, zipMaps: readonly ZipMap[]): Uint8Array {
  const parts: Uint8Array[] = [];
  while (graph.next()) {
    const zipMap = graph.wire === RANGE ? zipMapIn(graph, zipMaps) : undefined;
    if (!zipMap) parts.push(graph.whole());
    else if (graph.field === 1) parts.push(field(1, identity(zipMap)));
    else if (graph.field === 12) parts.push(field(12, scoresInfo(zipMap)));
    // Otherwise it is a note (13) of the old type: left out.
  }
  return join(parts);
}

/** The ZipMap that a field of a graph is about: the node that makes its output, or what describes that output. */
function zipMapIn(graph: WireCursor, zipMaps: readonly ZipMap[]): ZipMap | undefined {
  const nameField = { 1: 2, 12: 1, 13: 1 }[graph.field];
  if (nameField === undefined) return undefined;
  let name = "";
  const inside = graph.inside();
  while (inside.next())
    if (inside.field === nameField && inside.wire === RANGE)
      name = textOf(inside.bytes, inside.from, inside.to);
  return zipMaps.find(({ output }) => output === name);
}

/** A NodeProto that passes the scores on. */
function identity({ input, output }: ZipMap): Uint8Array {
  return join([field(1, utf8(input)), field(2, utf8(output)), field(4, utf8("Identity"))]);
}

/** A ValueInfoProto: float32 with an open batch and as many classes as the ZipMap lists. */
function scoresInfo({ output, classes }: ZipMap): Uint8Array {
  const open = field(1, new Uint8Array(0));
  const classDim = classes > 0 ? field(1, join([Uint8Array.of(1 << 3), varint(classes)])) : open;
  const tensor = join([Uint8Array.of(1 << 3, 1), field(2, join([open, classDim]))]);
  return join([field(1, utf8(output)), field(2, field(1, tensor))]);
}

function field(number: number, payload: Uint8Array): Uint8Array {
  return join([varint(number * 8 + RANGE), varint(payload.length), payload]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; bytes.length === 0 || rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
  }
  return Uint8Array.from(bytes);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
