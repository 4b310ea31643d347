// What must the sensor-anomaly workflow say? The same answer without Millrace: lines split at commas, features and alerts
// written by hand, and bare onnxruntime-node.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { makeFeatures } from "../../templates/sensor-anomaly/make/features.ts";
import type { Mote } from "../../templates/sensor-anomaly/make/readings.ts";

/** When an alert begins and ends, as the README says. */
const BEGINS = 0.81;
const ENDS = 0.77;

export interface Alarming {
  readonly mote: string;
  readonly time: string;
  readonly score: number;
  readonly humidity: number;
  readonly temperature: number;
}

export interface Expected {
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** The readings during alerts, in the order of the file. */
  readonly alarming: readonly Alarming[];
  /** One row for each alert, by when it began. */
  readonly episodes: readonly (readonly Alarming[])[];
}

/** The motes of `data/readings.csv`, with the events of `data/events.csv`. */
export function oracleMotes(folder: URL): Mote[] {
  const events = new Map(linesOf(folder, "data/events.csv").map(([mote, from, to]) => [mote, { from, to }]));
  const rows = linesOf(folder, "data/readings.csv");
  return [...events.keys()].map((name) => {
    const own = rows.filter((row) => row[1] === name);
    const { from, to } = events.get(name)!;
    return {
      name,
      place: own[0][2] as Mote["place"],
      role: "test",
      fromMs: Date.parse(own[0][0]),
      humidity: Float64Array.from(own, (row) => Number(row[3])),
      temperature: Float64Array.from(own, (row) => Number(row[4])),
      event: Uint8Array.from(own, ([time]) => Number(time >= from && time <= to)),
    };
  });
}

export async function expectedSensorAnomaly(folder: URL): Promise<Expected> {
  const session = await InferenceSession.create(readFileSync(new URL("models/forest.onnx", folder)), {
    intraOpNumThreads: 1,
  });
  const scores = new Map<string, Float64Array>();
  for (const mote of oracleMotes(folder)) {
    const features = makeFeatures(mote);
    const count = mote.humidity.length;
    const packed = Float32Array.from({ length: count * 4 }, (_, i) => features[i % 4][Math.floor(i / 4)]);
    const { score } = await session.run({ features: new Tensor("float32", packed, [count, 4]) });
    scores.set(mote.name, Float64Array.from(score.data as Float32Array));
  }
  await session.release();
  const seen = new Map<string, number>();
  const open = new Map<string, Alarming[]>();
  const alarming: Alarming[] = [];
  const episodes: Alarming[][] = [];
  for (const [time, mote, , humidity, temperature] of linesOf(folder, "data/readings.csv")) {
    const at = seen.get(mote) ?? 0;
    seen.set(mote, at + 1);
    const score = scores.get(mote)![at];
    if (score < (open.has(mote) ? ENDS : BEGINS)) {
      open.delete(mote);
      continue;
    }
    const reading = { mote, time, score, humidity: Number(humidity), temperature: Number(temperature) };
    alarming.push(reading);
    const episode = open.get(mote) ?? [];
    if (!open.has(mote)) episodes.push(episode);
    open.set(mote, episode);
    episode.push(reading);
  }
  return { scores, alarming, episodes };
}

function linesOf(folder: URL, path: string): string[][] {
  const [, ...lines] = readFileSync(new URL(path, folder), "utf8").trimEnd().split("\n");
  return lines.map((line) => line.split(","));
}
