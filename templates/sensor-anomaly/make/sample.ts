// Which files of readings ship? All that the test motes measured, in time order, and when their events were.

import { eventOf, timeOf, type Mote } from "./readings.ts";

/** The motes' readings as one table, as a gateway would collect them. */
export function readingsCsv(motes: readonly Mote[]): string {
  const rows = motes.flatMap((mote) =>
    Array.from(mote.humidity, (humidity, i) => ({
      time: timeOf(mote, i),
      line: `${mote.name},${mote.place},${humidity},${mote.temperature[i]}`,
    })),
  );
  // Rows of one moment stay in the order of the motes: sorting keeps it.
  rows.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return `time,mote,place,humidity,temperature\n${rows.map(({ time, line }) => `${time},${line}\n`).join("")}`;
}

/** What was really done to the motes: to judge by, never read by the workflow. */
export function eventsCsv(motes: readonly Mote[]): string {
  const lines = motes.map((mote) => {
    const event = eventOf(mote);
    if (!event) throw new Error(`${mote.name} has no event to be tested on.`);
    return `${mote.name},${timeOf(mote, event.from)},${timeOf(mote, event.to)},${event.to - event.from + 1}\n`;
  });
  return `mote,from,to,readings\n${lines.join("")}`;
}
