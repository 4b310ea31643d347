// What the README says of a container gives it as little as the compose file does, and starts the image by the clock.

import { expect, test } from "vitest";
import { containerSchedule, containerText } from "./readme.ts";

const FACTS = { name: "flow", settings: [], secrets: [], usesNetwork: false };

test("without compose, it has no network where no node uses one", () => {
  const command = (usesNetwork: boolean) =>
    /^docker run [^`]*/m.exec(containerText({ ...FACTS, usesNetwork }))![0];
  expect(command(false)).toContain(" --network none ");
  expect(command(true)).not.toContain("--network");
});

test("what cron starts is the image, not the program on the host", () => {
  const line = containerSchedule()
    .split("\n")
    .find((one) => one.startsWith("0 * * * *"));
  expect(line).toContain("docker compose run --rm -T pipeline");
  // For cron, that is the end of the line.
  expect(line).not.toContain("%");
  expect(containerSchedule()).not.toContain("pipeline.mjs");
});
