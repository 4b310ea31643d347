// The expected files of the sensor-anomaly playbook against an oracle that shares no code with Millrace. (That a run
// gives exactly these files is tests/contract/playbooks.test.ts.)

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedSensorAnomaly, type Expected } from "./sensor-anomaly-oracle.ts";

const folder = new URL("../../templates/sensor-anomaly/", import.meta.url);
const lines = (path: string) =>
  readFileSync(new URL(path, folder), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
const rounded = (score: number) => Math.round(score * 1000) / 1000;

describe("sensor-anomaly, against the oracle", () => {
  let wanted: Expected;
  beforeAll(async () => {
    wanted = await expectedSensorAnomaly(folder);
  });

  test("the evidence holds exactly the readings during alerts, in order", () => {
    const found = lines("expected/out/evidence.csv");
    expect(found.map((cells) => cells.slice(0, 4))).toEqual(
      wanted.alarming.map(({ time, mote, humidity, temperature }) => [
        time,
        mote,
        String(humidity),
        String(temperature),
      ]),
    );
    expect(found.map((cells) => Number(cells[4]))).toEqual(
      wanted.alarming.map(({ score }) => rounded(score)),
    );
  });

  test("there is one alert for each episode, with its ends and its highest values", () => {
    const highest = (episode: Expected["episodes"][number], of: "score" | "humidity" | "temperature") =>
      Math.max(...episode.map((reading) => reading[of]));
    const found = lines("expected/out/alerts.csv").map(
      ([mote, , began, ended, , readings, score, humidity, temperature]) =>
        [mote, began, ended, ...[readings, score, humidity, temperature].map(Number)] as const,
    );
    expect(found).toEqual(
      wanted.episodes.map((episode) => [
        episode[0].mote,
        episode[0].time,
        episode.at(-1)!.time,
        episode.length,
        rounded(highest(episode, "score")),
        highest(episode, "humidity"),
        highest(episode, "temperature"),
      ]),
    );
  });

  test("the README says how many alerts are false, and how soon the events are found", () => {
    const events = lines("data/events.csv");
    const readme = readFileSync(new URL("README.md", folder), "utf8").replace(/\s+/g, " ");
    const isTrue = ([first, ...rest]: Expected["episodes"][number]) => {
      const last = rest.at(-1) ?? first;
      return events.some(([mote, from, to]) => mote === first.mote && last.time >= from && first.time <= to);
    };
    const late = events.map(([mote, from]) => {
      const found = wanted.alarming.find((reading) => reading.mote === mote && reading.time >= from)!;
      return (Date.parse(found.time) - Date.parse(from)) / 1000;
    });
    expect(wanted.episodes.filter((episode) => !isTrue(episode))).toHaveLength(4);
    expect(Math.max(...late)).toBe(10);
    expect(readme).toContain("finds all three events within 10 s, and gives four false alerts in 20 hours");
  });
});
