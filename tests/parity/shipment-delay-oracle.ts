// What must the shipment-delay workflow say? The same answer without Millrace: a CSV split at commas, features written by
// hand, and bare onnxruntime-node.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { makeFeatures, type FeatureTable } from "../../templates/shipment-delay/make/features.ts";
import { EVENT_COLUMNS, type EventRow } from "../../templates/shipment-delay/make/rows.ts";

export interface ExpectedRow {
  readonly container: string;
  /** As it stands in the CSV. */
  readonly time: string;
  readonly delay_p10: number;
  readonly delay_p50: number;
  readonly delay_p90: number;
  readonly decision: "late" | "at risk" | "fine";
}

export interface Expected {
  readonly features: FeatureTable;
  /** One for each row of the CSV, in its order. */
  readonly rows: readonly ExpectedRow[];
}

/** Reads `data/events.csv` and `models/delay.onnx` below the folder and decides row by row. */
export async function expectedShipmentDelay(folder: URL): Promise<Expected> {
  const [header, ...lines] = readFileSync(new URL("data/events.csv", folder), "utf8").trimEnd().split("\n");
  if (header !== EVENT_COLUMNS.join(",")) throw new Error(`The sample has other columns: ${header}`);
  const cells = lines.map((line) => line.split(","));
  const features = makeFeatures(cells.map(toEventRow));
  const { columns } = features;
  const session = await InferenceSession.create(readFileSync(new URL("models/delay.onnx", folder)), {
    intraOpNumThreads: 1,
  });
  const packed = Float32Array.from({ length: cells.length * columns.length }, (_, i) => {
    return columns[i % columns.length][Math.floor(i / columns.length)];
  });
  const answer = await session.run({
    features: new Tensor("float32", packed, [cells.length, columns.length]),
  });
  await session.release();
  const quantile = (name: string) => answer[name].data as Float32Array;
  const [p10, p50, p90] = ["delay_p10", "delay_p50", "delay_p90"].map(quantile);
  const rows = cells.map((row, i) => ({
    container: row[EVENT_COLUMNS.indexOf("container")],
    time: row[EVENT_COLUMNS.indexOf("time")],
    delay_p10: p10[i],
    delay_p50: p50[i],
    delay_p90: p90[i],
    decision: p50[i] > 48 ? ("late" as const) : p90[i] > 72 ? ("at risk" as const) : ("fine" as const),
  }));
  return { features, rows };
}

function toEventRow(cells: readonly string[]): EventRow {
  const text = (column: keyof EventRow) => cells[EVENT_COLUMNS.indexOf(column)];
  const number = (column: keyof EventRow) => (text(column) === "" ? null : Number(text(column)));
  return {
    time: Date.parse(text("time")),
    planned: Date.parse(text("planned")),
    container: text("container"),
    carrier: text("carrier"),
    route: text("route"),
    cargo: text("cargo"),
    event: text("event") as EventRow["event"],
    port: text("port"),
    hours_left: Number(text("hours_left")),
    legs_left: Number(text("legs_left")),
    dwell_h: number("dwell_h"),
    queue: number("queue"),
    wave_m: number("wave_m"),
    shock_g: number("shock_g"),
    temp_c: number("temp_c"),
  };
}
