// What is one row of the event table, and how is the table written?

/** One report about one container. Empty cells are null. */
export interface EventRow {
  /** When it happened, and when the schedule wanted it: UTC milliseconds. */
  readonly time: number;
  readonly planned: number;
  readonly container: string;
  readonly carrier: string;
  readonly route: string;
  readonly cargo: string;
  readonly event: EventName;
  readonly port: string;
  /** Scheduled hours from this event to the delivery at the site. */
  readonly hours_left: number;
  /** Sea legs that are not finished. */
  readonly legs_left: number;
  /** Hours the container stood here, known when it leaves. */
  readonly dwell_h: number | null;
  /** Ships that wait for a berth here. */
  readonly queue: number | null;
  /** Wave height forecast for the leg ahead, metres. */
  readonly wave_m: number | null;
  /** Strongest knock and highest temperature since the report before. */
  readonly shock_g: number | null;
  readonly temp_c: number | null;
}

export type EventName = "gate-in" | "loaded" | "departed" | "arrived" | "customs";

export const EVENT_COLUMNS = [
  "time",
  "planned",
  "container",
  "carrier",
  "route",
  "cargo",
  "event",
  "port",
  "hours_left",
  "legs_left",
  "dwell_h",
  "queue",
  "wave_m",
  "shock_g",
  "temp_c",
] as const satisfies readonly (keyof EventRow)[];

/** The rows as CSV; a null is an empty cell. No value needs quotes. */
export function eventsCsv(rows: readonly EventRow[]): string {
  const lines = rows.map((row) => EVENT_COLUMNS.map((column) => cell(column, row)).join(","));
  return [EVENT_COLUMNS.join(","), ...lines, ""].join("\n");
}

function cell(column: (typeof EVENT_COLUMNS)[number], row: EventRow): string {
  if (column === "time" || column === "planned") return isoMinute(row[column]);
  return String(row[column] ?? "");
}

/** The time to the minute, the way it stands in the file. */
function isoMinute(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16)}:00Z`;
}
