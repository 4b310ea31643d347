// What must the fare-alerts workflow say? The same answer without Millrace: lines split at commas, features and alerts
// written by hand, and bare onnxruntime-node.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { makeFeatures } from "../../templates/fare-alerts/make/features.ts";
import type { FareRow } from "../../templates/fare-alerts/make/trip.ts";

/** When an alert begins and ends, in percent, as the README says. */
const BEGINS = 15;
const ENDS = 5;

export interface ExpectedRow {
  /** As it stands in the CSV. */
  readonly day: string;
  readonly trip: string;
  readonly fare: number;
  /** Percent: 10 %, 50 % and 90 % quantile. */
  readonly rises: readonly [number, number, number];
  readonly advice: "book" | "wait" | "watch";
  /** Whether an alert begins here. */
  readonly begins: boolean;
}

/** One for each row of `data/fares.csv`, in its order. */
export async function expectedFareAlerts(folder: URL): Promise<ExpectedRow[]> {
  const [header, ...lines] = readFileSync(new URL("data/fares.csv", folder), "utf8").trimEnd().split("\n");
  if (header !== "day,trip,route,departs,fare,seats")
    throw new Error(`The sample has other columns: ${header}`);
  const cells = lines.map((line) => line.split(","));
  const session = await InferenceSession.create(readFileSync(new URL("models/rise.onnx", folder)), {
    intraOpNumThreads: 1,
  });
  const found: ExpectedRow[] = new Array<ExpectedRow>(cells.length);
  for (const trip of new Set(cells.map((row) => row[1]))) {
    const own = cells.flatMap((row, i) => (row[1] === trip ? [i] : []));
    const features = makeFeatures(own.map((i) => toFareRow(cells[i])));
    const packed = Float32Array.from({ length: own.length * features.length }, (_, i) => {
      return features[i % features.length][Math.floor(i / features.length)];
    });
    const answers = await session.run({
      features: new Tensor("float32", packed, [own.length, features.length]),
    });
    const quantile = (name: string) => answers[name].data as Float32Array;
    let booking = false;
    own.forEach((line, i) => {
      const [p10, p50, p90] = ["rise_p10", "rise_p50", "rise_p90"].map((name) => quantile(name)[i]);
      const before = booking;
      booking = p50 >= (before ? ENDS : BEGINS);
      const [day, , , , fare] = cells[line];
      const advice = booking ? "book" : p10 <= -5 ? "wait" : "watch";
      found[line] = {
        day,
        trip,
        fare: Number(fare),
        rises: [p10, p50, p90],
        advice,
        begins: booking && !before,
      };
    });
  }
  await session.release();
  return found;
}

function toFareRow([day, trip, route, departs, fare, seats]: readonly string[]): FareRow {
  return {
    day: Date.parse(day),
    departs: Date.parse(departs),
    trip,
    route,
    fare: Number(fare),
    seats: seats === "" ? null : Number(seats),
  };
}
