// What must the flight-delay workflow say? The same answer without Millrace: tables read by bare DuckDB, features written
// by hand, and bare onnxruntime-node.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import duckdb from "@duckdb/node-bindings";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { FEATURE_NAMES, makeFeatures, readHistory } from "../../templates/flight-delay/make/features.ts";
import { readFlights, type Flight } from "../../templates/flight-delay/make/flights.ts";

export interface ExpectedFlight extends Flight {
  /** As the model gives it. */
  readonly chance: number;
  readonly usual: number;
}

export interface Expected {
  /** The flights of the day, in the order of the file. */
  readonly flights: readonly ExpectedFlight[];
  readonly columns: readonly Float64Array[];
}

export async function expectedFlightDelay(folder: URL): Promise<Expected> {
  const flights = readFlights(await csvOf(folder, "data/flights.parquet"));
  const all = [...readFlights(await csvOf(folder, "data/day-before.parquet")), ...flights];
  const history = readHistory(await csvOf(folder, "data/history.parquet"));
  const columns = makeFeatures(flights, all, history);
  const width = columns.length;
  const packed = Float32Array.from({ length: flights.length * width }, (_, i) => {
    return columns[i % width][Math.floor(i / width)];
  });
  const session = await InferenceSession.create(readFileSync(new URL("models/late.onnx", folder)), {
    intraOpNumThreads: 1,
  });
  const { chance } = await session.run({ features: new Tensor("float32", packed, [flights.length, width]) });
  await session.release();
  const usual = columns[FEATURE_NAMES.indexOf("route_hour_rate")];
  const chances = chance.data as Float32Array;
  return {
    flights: flights.map((flight, i) => ({ ...flight, chance: chances[i], usual: usual[i] })),
    columns,
  };
}

/** A Parquet file as CSV, times in ISO 8601. */
async function csvOf(folder: URL, path: string): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), "millrace-oracle-"));
  const database = await duckdb.open(":memory:");
  const connection = await duckdb.connect(database);
  try {
    const file = join(work, "table.csv");
    const from = fileURLToPath(new URL(path, folder)).replaceAll("'", "''");
    const format = "HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'";
    await duckdb.query(connection, `COPY (SELECT * FROM '${from}') TO '${file}' (${format})`);
    return readFileSync(file, "utf8");
  } finally {
    duckdb.disconnect_sync(connection);
    duckdb.close_sync(database);
    rmSync(work, { recursive: true });
  }
}
