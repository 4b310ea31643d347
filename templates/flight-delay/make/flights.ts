// What is a flight in the table, and which time of the year is which part's?

export interface Flight {
  /** When it left, in the local time of its origin, as if that were UTC: milliseconds. */
  readonly date: number;
  /** Minutes of delay on arrival; negative is early. */
  readonly delay: number;
  /** Miles. */
  readonly distance: number;
  readonly origin: string;
  readonly destination: string;
}

/** A flight counts as late from 16 minutes on, as the US authorities count. */
export const LATE_AFTER_MINUTES = 15;

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The first day of each part; history ends where training begins, and so on. */
export const FIRST_DAYS = {
  history: Date.UTC(2001, 0, 1),
  train: Date.UTC(2001, 3, 1),
  validation: Date.UTC(2001, 4, 1),
  test: Date.UTC(2001, 4, 16),
  end: Date.UTC(2001, 6, 1),
};

/** The day whose flights ship; its share of late ones is about that of the half year. The day before ships too, to look back on. */
export const SAMPLE_DAY = Date.UTC(2001, 5, 28);

/** Lines of `date,delay,distance,origin,destination`. */
export function readFlights(csv: string): Flight[] {
  const [header, ...lines] = csv.trimEnd().split("\n");
  if (header !== "date,delay,distance,origin,destination")
    throw new Error(`The flights have other columns: ${header}`);
  return lines.map((line) => {
    const [date, delay, distance, origin, destination] = line.split(",");
    return { date: Date.parse(date), delay: Number(delay), distance: Number(distance), origin, destination };
  });
}

export function isLate({ delay }: Flight): boolean {
  return delay > LATE_AFTER_MINUTES;
}
