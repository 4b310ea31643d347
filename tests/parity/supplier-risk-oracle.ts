// What must the supplier-risk workflow say? The same answer without Millrace: lines split at commas, records and features
// written by hand, and bare onnxruntime-node.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { FEATURE_NAMES, featuresOf, recordsOf } from "../../templates/supplier-risk/make/features.ts";

/** In the order of the features, as people read them. */
const FACTOR_NAMES = [
  "late in the year",
  "late recently",
  "mean days late",
  "rejects",
  "short time",
  "large order",
  "credit rating",
  "number of sites",
  "quality certificate",
  "distance",
  "season",
];

export interface ExpectedOrder {
  readonly order: string;
  readonly supplier: string;
  /** Between 0 and 1, as the model gives it. */
  readonly risk: number;
  /** The strongest first. */
  readonly factors: readonly { readonly factor: string; readonly share: number }[];
}

/** One for each row of `data/orders.csv`, in its order. */
export async function expectedSupplierRisk(folder: URL): Promise<ExpectedOrder[]> {
  const records = recordsOf(
    rowsOf(folder, "data/deliveries.csv").map((row) => ({
      supplier: row.supplier,
      placed: Date.parse(row.placed),
      promised: Date.parse(row.promised),
      delivered: Date.parse(row.delivered),
      pieces: Number(row.pieces),
      rejected: Number(row.rejected),
    })),
  );
  const suppliers = new Map(
    rowsOf(folder, "data/suppliers.csv").map(({ supplier, credit, sites, certified, distance_km }) => {
      const facts = {
        credit: credit === "" ? null : Number(credit),
        sites: Number(sites),
        certified: certified === "true",
      };
      return [supplier, { supplier, ...facts, distance_km: Number(distance_km) }];
    }),
  );
  const orders = rowsOf(folder, "data/orders.csv");
  const width = FEATURE_NAMES.length;
  const packed = Float32Array.from(
    orders.flatMap(({ supplier, placed, promised, pieces }) => {
      const order = {
        supplier,
        placed: Date.parse(placed),
        promised: Date.parse(promised),
        pieces: Number(pieces),
      };
      const features = featuresOf(order, suppliers.get(supplier)!, records.get(supplier));
      return FEATURE_NAMES.map((name) => features[name]);
    }),
  );
  const session = await InferenceSession.create(readFileSync(new URL("models/risk.onnx", folder)), {
    intraOpNumThreads: 1,
  });
  const { risk, factors } = await session.run({
    features: new Tensor("float32", packed, [orders.length, width]),
  });
  await session.release();
  return orders.map(({ order, supplier }, i) => ({
    order,
    supplier,
    risk: (risk.data as Float32Array)[i],
    factors: FACTOR_NAMES.map((factor, f) => ({
      factor,
      share: (factors.data as Float32Array)[i * width + f],
    })).sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
  }));
}

function rowsOf(folder: URL, path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(new URL(path, folder), "utf8").trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}
