// Zones and pieces of time, where clocks go forward and back.

import { describe, expect, test } from "vitest";
import { bucketStart, type TimeBucket } from "./bucket.ts";
import { Zone, zoneIssues } from "./zone.ts";

const at = (text: string) => Date.parse(text);
const berlin = new Zone("Europe/Berlin");

describe("a zone", () => {
  test.each([
    ["2026-01-15T12:00Z", 60],
    ["2026-07-15T12:00Z", 120],
    ["2026-03-29T00:59:59Z", 60],
    ["2026-03-29T01:00Z", 120],
    ["2026-10-25T00:59:59Z", 120],
    ["2026-10-25T01:00Z", 60],
  ])("is at %s %i minutes before UTC", (time, minutes) => {
    expect(berlin.offsetAt(at(time))).toBe(minutes * 60_000);
  });

  test.each([
    ["2026-06-01T10:00Z", ["2026-06-01T08:00Z"]],
    ["2026-03-29T02:30Z", []],
    ["2026-10-25T02:30Z", ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]],
  ])("a wall clock of %s means %j", (wall, moments) => {
    expect(berlin.momentsOf(at(wall))).toEqual(moments.map(at));
  });

  test("knows offsets of parts of an hour, and UTC", () => {
    expect(new Zone("Asia/Kathmandu").offsetAt(at("2026-01-01T00:00Z"))).toBe(345 * 60_000);
    expect(new Zone("UTC").momentsOf(5)).toEqual([5]);
  });

  test("a name that is none is said", () => {
    expect(zoneIssues("Europe/Atlantis")).toMatchObject([{ code: "ZONE_UNKNOWN", path: "params.zone" }]);
    expect(zoneIssues("Europe/Berlin")).toEqual([]);
  });
});

describe("the beginning of a piece of time", () => {
  test.each<[TimeBucket, string, string, string]>([
    ["minute", "UTC", "2026-02-03T04:05:06.7Z", "2026-02-03T04:05Z"],
    ["hour", "UTC", "1969-12-31T23:59:59Z", "1969-12-31T23:00Z"],
    ["hour", "Asia/Kathmandu", "2026-01-01T00:20Z", "2026-01-01T00:15Z"],
    ["day", "UTC", "2026-02-28T23:59Z", "2026-02-28T00:00Z"],
    ["day", "Europe/Berlin", "2026-03-29T20:00Z", "2026-03-28T23:00Z"],
    ["day", "Europe/Berlin", "2026-03-29T22:00Z", "2026-03-29T22:00Z"],
    ["week", "UTC", "2026-11-29T12:00Z", "2026-11-23T00:00Z"],
    ["month", "Europe/Berlin", "2026-03-31T22:30Z", "2026-03-31T22:00Z"],
    ["quarter", "UTC", "2026-06-30T23:00Z", "2026-04-01T00:00Z"],
    ["year", "America/New_York", "2026-01-01T03:00Z", "2025-01-01T05:00Z"],
    // Midnight is left out where clocks go forward then.
    ["day", "America/Havana", "2026-03-08T12:00Z", "2026-03-08T05:00Z"],
  ])("%s in %s of %s is %s", (bucket, zone, time, start) => {
    expect(new Date(bucketStart(at(time), bucket, new Zone(zone))).toISOString()).toBe(
      new Date(start).toISOString(),
    );
  });

  test("an hour that comes twice stays two", () => {
    const starts = ["2026-10-25T00:30Z", "2026-10-25T01:30Z"].map((time) =>
      bucketStart(at(time), "hour", berlin),
    );
    expect(starts).toEqual([at("2026-10-25T00:00Z"), at("2026-10-25T01:00Z")]);
  });

  test("there is none of no time", () => {
    expect(bucketStart(NaN, "day", berlin)).toBeNaN();
  });
});
