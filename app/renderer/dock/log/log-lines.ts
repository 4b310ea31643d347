// Lines of the log as they are chosen and copied.

import type { LogLine } from "../../stores/run-state.ts";

export type LogLevel = LogLine["level"];

export function chosenLines(
  log: readonly LogLine[],
  node: string | null,
  level: LogLevel | null,
): readonly LogLine[] {
  if (node === null && level === null) return log;
  return log.filter(
    (line) => (node === null || line.node === node) && (level === null || line.level === level),
  );
}

/** `12:03:07.120`, by the clock on the wall. */
export function clockText(at: number): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const millis = String(time.getMilliseconds()).padStart(3, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${millis}`;
}

export function logText(lines: readonly LogLine[], titleOf: (node: string) => string): string {
  return lines
    .map(({ at, level, node, code, text }) => {
      const parts = [clockText(at), level, node === null ? null : titleOf(node), code, text];
      return `${parts.filter((part) => part !== null).join("  ")}\n`;
    })
    .join("");
}
