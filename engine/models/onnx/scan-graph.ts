// What the graphs of a file hold: operators, constants, subgraphs, functions. Adds to a scan as it walks.

import { dtypeOfNumber, storedBytes } from "./dtypes.ts";
import type { ModelScan } from "./scan.ts";
import { operatorName, scanEntry, standardDomain } from "./scan-parts.ts";
import { MAX_DEPTH, scanValue } from "./scan-values.ts";
import { zipMapLabels } from "./scan-zip-map.ts";
import type { WireCursor } from "./wire.ts";
import { RANGE, VARINT, WireDamage, textOf } from "./wire.ts";

/** The operator that makes lists of maps out of class scores. */
const ZIP_MAP = "ai.onnx.ml:ZipMap";

interface Place {
  /** 0 = the model's own graph; subgraphs of If, Loop and Scan lie deeper. */
  readonly depth: number;
  /** Collects the names of the model's own initializers. */
  readonly initializers: Set<string>;
}

/** A GraphProto. */
export function scanGraph(cursor: WireCursor, scan: ModelScan, place: Place): void {
  const isMain = place.depth === 0;
  if (place.depth > MAX_DEPTH) throw new WireDamage(cursor.from, "graphs nested too deeply");
  while (cursor.next()) {
    if (cursor.wire !== RANGE) continue;
    if (cursor.field === 1) scanNode(cursor.inside(), scan, place, [cursor.from, cursor.to]);
    else if (cursor.field === 5) {
      const name = scanTensor(cursor.inside(), scan);
      if (isMain) place.initializers.add(name);
    } else if (cursor.field === 15) {
      const name = scanSparse(cursor.inside(), scan);
      if (isMain) place.initializers.add(name);
    } else if (!isMain) continue;
    else if (cursor.field === 2) scan.graphName = cursor.text();
    else if (cursor.field === 11) scan.inputs.push(scanValue(cursor.inside()));
    else if (cursor.field === 12) scan.outputs.push(scanValue(cursor.inside()));
  }
}

/** A FunctionProto: operators that the file defines itself. */
export function scanFunction(cursor: WireCursor, scan: ModelScan): void {
  let name = "";
  let domain = "";
  while (cursor.next()) {
    if (cursor.wire !== RANGE) continue;
    if (cursor.field === 1) name = cursor.text();
    else if (cursor.field === 10) domain = cursor.text();
    else if (cursor.field === 7)
      scanNode(cursor.inside(), scan, { depth: 1, initializers: new Set() }, [cursor.from, cursor.to]);
  }
  scan.functions.push(operatorName(standardDomain(domain), name));
}

/** A NodeProto, which stands in `[from, to)` of the bytes. */
function scanNode(cursor: WireCursor, scan: ModelScan, place: Place, [from, to]: [number, number]): void {
  let op = "";
  let domain = "";
  let classes = 0;
  let [inputFrom, inputTo, outputFrom, outputTo] = [0, 0, 0, 0];
  while (cursor.next()) {
    if (cursor.wire !== RANGE) continue;
    if (cursor.field === 1) [inputFrom, inputTo] = [cursor.from, cursor.to];
    else if (cursor.field === 2) [outputFrom, outputTo] = [cursor.from, cursor.to];
    else if (cursor.field === 4) op = cursor.text();
    else if (cursor.field === 5) classes = Math.max(classes, scanAttribute(cursor.inside(), scan, place));
    else if (cursor.field === 7) domain = standardDomain(cursor.text());
  }
  const name = operatorName(domain, op);
  scan.operators[name] = (scan.operators[name] ?? 0) + 1;
  if (name === ZIP_MAP && place.depth === 0) {
    const input = textOf(cursor.bytes, inputFrom, inputTo);
    const output = textOf(cursor.bytes, outputFrom, outputTo);
    scan.zipMaps.push({ input, output, classes, labels: zipMapLabels(cursor.bytes, from, to) });
  }
}

/** An AttributeProto: constants and subgraphs go to the scan, the answer is how many ints or strings it lists. */
function scanAttribute(cursor: WireCursor, scan: ModelScan, place: Place): number {
  let listed = 0;
  while (cursor.next()) {
    if (cursor.field === 7) cursor.skipRun();
    else if (cursor.field === 8 && cursor.wire === VARINT) listed += 1 + cursor.skipRun();
    else if (cursor.wire !== RANGE) continue;
    else if (cursor.field === 8) listed += cursor.countNumbers();
    else if (cursor.field === 9) listed += 1 + cursor.skipRun();
    else if (cursor.field === 5 || cursor.field === 10) scanTensor(cursor.inside(), scan);
    else if (cursor.field === 22 || cursor.field === 23) scanSparse(cursor.inside(), scan);
    else if (cursor.field === 6 || cursor.field === 11)
      scanGraph(cursor.inside(), scan, { ...place, depth: place.depth + 1 });
  }
  return listed;
}

/** A SparseTensorProto: its values carry the name; the indices count as weights as well. */
function scanSparse(cursor: WireCursor, scan: ModelScan): string {
  let name = "";
  while (cursor.next()) {
    if (cursor.wire !== RANGE) continue;
    if (cursor.field === 1) name = scanTensor(cursor.inside(), scan);
    else if (cursor.field === 2) scanTensor(cursor.inside(), scan);
  }
  return name;
}

/** A TensorProto: its name; size and place go to the scan, its elements are skipped. */
function scanTensor(cursor: WireCursor, scan: ModelScan): string {
  let name = "";
  let elements = 1;
  let dtypeNumber = 0;
  let isExternal = false;
  let external: Record<string, string> | null = null;
  while (cursor.next()) {
    if (cursor.field === 1)
      for (const size of cursor.numbers())
        elements = Math.min(elements * Math.max(size, 0), Number.MAX_SAFE_INTEGER);
    else if (cursor.field === 2 && cursor.wire === VARINT) dtypeNumber = cursor.value;
    else if (cursor.field === 14 && cursor.wire === VARINT) isExternal = cursor.value === 1;
    else if (cursor.field === 8 && cursor.wire === RANGE) name = cursor.text();
    else if (cursor.field === 13 && cursor.wire === RANGE) scanEntry(cursor.inside(), (external ??= {}));
    else cursor.skipRun();
  }
  countWeights(scan, dtypeNumber, elements);
  if (isExternal) {
    const { location = "", offset, length } = external ?? {};
    scan.external.push({ tensor: name, location, offset: toBytes(offset) ?? 0, length: toBytes(length) });
  }
  return name;
}

function countWeights(scan: ModelScan, dtypeNumber: number, elements: number): void {
  const dtype = dtypeOfNumber(dtypeNumber);
  const count = (scan.weights[dtype ?? `type ${dtypeNumber}`] ??= { tensors: 0, elements: 0, bytes: 0 });
  count.tensors++;
  count.elements += elements;
  count.bytes += dtype ? storedBytes(dtype, elements) : 0;
}

function toBytes(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
