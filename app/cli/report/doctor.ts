// What the doctor found, as lines for people.

import type { DoctorReport } from "../commands/doctor.ts";
import { bytes, count, duration } from "../../engine-process/numbers.ts";

/** Characters of the longest label. */
const LABEL = 11;

export function doctorText(report: DoctorReport): string {
  const { millrace, node, machine, packages, providers, provider, places, library, selfTest, problems } =
    report;
  const lines: (readonly [string, string])[] = [
    ["machine", `${machine.system} ${machine.arch}, ${machine.processor}`],
    [
      "",
      `${machine.usableCores} of ${machine.cores} cores, ${bytes(machine.memoryBytes)} of memory, ${bytes(machine.freeBytes)} of it free`,
    ],
    ...limitLines(machine.limits),
    ["millrace", `${millrace}, on Node ${node}`],
    ...packages.map(({ name, version, problem }, i): readonly [string, string] => [
      i === 0 ? "libraries" : "",
      `${name} ${version ?? "–"}${problem === null ? "" : `: ${problem}`}`,
    ]),
    ...providers.map(({ provider: name, works, ms, reason }, i): readonly [string, string] => [
      i === 0 ? "models by" : "",
      works ? `${name}: works, first answer after ${duration(ms!)}` : `${name}: no. ${reason}`,
    ]),
    ["", `${provider} unless a node or --provider says something else`],
    ...places.map(({ what, path, writable, freeBytes }, i): readonly [string, string] => [
      i === 0 ? "places" : "",
      `${what}: ${path}, ${writable ? `${bytes(freeBytes ?? 0)} free` : "cannot be written"}`,
    ]),
    [
      "library",
      `${count(library.shipped)} models come with Millrace, ${count(library.installed)} are installed`,
    ],
    ["self-test", selfTest ? testWords(selfTest) : "not run: the model runtime does not load"],
    ...(problems.length === 0
      ? [["", "Workflows can run."] as const]
      : problems.map((problem, i): readonly [string, string] => [i === 0 ? "problems" : "", problem])),
  ];
  return lines.map(([label, text]) => `${label.padEnd(LABEL)}  ${text}\n`).join("");
}

function limitLines(limits: DoctorReport["machine"]["limits"]): (readonly [string, string])[] {
  if (!limits) return [];
  const parts = [
    ...(limits.memoryBytes === null ? [] : [`${bytes(limits.memoryBytes)} of memory`]),
    ...(limits.cores === null ? [] : [`${limits.cores} cores' time`]),
  ];
  return [["", `held to ${parts.join(" and ")} by the container`]];
}

function testWords({ right, runs, ms }: NonNullable<DoctorReport["selfTest"]>): string {
  return right
    ? `a small model ran ${count(runs)} times in ${duration(ms)}, with the right answers`
    : `a small model gave a wrong answer in its run ${count(runs)}`;
}
