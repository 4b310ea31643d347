// What did the motes measure, and which of them does the model learn from? Rows of the published tables, mote by mote.

/** One mote's readings, five seconds apart. */
export interface Mote {
  readonly name: string;
  readonly place: "indoor" | "outdoor";
  readonly role: Role;
  /** Of the first reading, UTC milliseconds. */
  readonly fromMs: number;
  readonly humidity: Float64Array;
  readonly temperature: Float64Array;
  /** 1 during an event that was introduced on purpose. */
  readonly event: Uint8Array;
}

/** Motes without events teach what is normal; one with an event sets the limits; the others are only measured on. */
type Role = "train" | "limits" | "test";

export const SECONDS_APART = 5;

/** The day is published, the hour is not: every series begins at midnight. */
const DAYS = { single: Date.UTC(2010, 4, 9), multi: Date.UTC(2010, 6, 10) } as const;
export type Network = keyof typeof DAYS;

const ROLES: Readonly<Record<string, Role>> = {
  "single-1": "limits",
  "single-2": "train",
  "single-3": "train",
  "single-4": "test",
  "multi-1": "test",
  "multi-2": "train",
  "multi-3": "test",
  "multi-4": "train",
};

const HEADER = "reading,mote_id,indoor,humidity,temperature,label";

/** The motes of a network from the package's table. */
export function readMotes(network: Network, csv: string): Mote[] {
  const [header, ...lines] = csv.trimEnd().split(/\r?\n/);
  if (header !== HEADER) throw new Error(`The table has other columns: ${header}`);
  const rows = lines.map((line) => line.split(",").map(Number));
  return [...new Set(rows.map((row) => row[1]))].map((id) => {
    const own = rows.filter((row) => row[1] === id);
    const name = `${network}-${id}`;
    const gap = own.findIndex((row, i) => row[0] !== i + 1);
    if (gap >= 0) throw new Error(`Reading ${gap + 1} of ${name} is missing: times would be wrong.`);
    return {
      name,
      place: own[0][2] === 1 ? "indoor" : "outdoor",
      role: ROLES[name],
      fromMs: DAYS[network],
      humidity: Float64Array.from(own, (row) => row[3]),
      temperature: Float64Array.from(own, (row) => row[4]),
      event: Uint8Array.from(own, (row) => row[5]),
    };
  });
}

/** The stretch of readings with an event, as indices: from the first to the last one. */
export function eventOf({ event }: Mote): { from: number; to: number } | null {
  const from = event.indexOf(1);
  return from < 0 ? null : { from, to: event.lastIndexOf(1) };
}

export function timeOf({ fromMs }: Mote, reading: number): string {
  return new Date(fromMs + reading * SECONDS_APART * 1000).toISOString().replace(".000Z", "Z");
}
