// What happens to one container on its way, and how late is it in the end? The causes are described in the model card.

import type { Random } from "../../../engine/train/random.ts";
import type { Climate } from "./climate.ts";
import type { EventName, EventRow } from "./rows.ts";
import {
  DAY_MS,
  HOUR_MS,
  SCHEDULE,
  type Cargo,
  type Carrier,
  type Leg,
  type Port,
  type Route,
} from "./world.ts";

export interface Booking {
  readonly container: string;
  readonly route: Route;
  readonly carrier: Carrier;
  readonly cargo: Cargo;
  /** When the container should arrive at the factory's port. */
  readonly gateInMs: number;
}

export interface Voyage {
  readonly rows: readonly EventRow[];
  readonly container: string;
  /** When it was delivered at the site, and how many hours later than planned: what is to be predicted. */
  readonly deliveredMs: number;
  readonly finalDelayH: number;
}

/** Reports that never reach the table, and measurements that are missing in a report. */
const LOST = { report: 0.015, queue: 0.04, waves: 0.07, sensors: 0.05 };

export function simulateVoyage(booking: Booking, climate: Climate, random: Random): Voyage {
  const { route, carrier, cargo } = booking;
  const rows: EventRow[] = [];
  const landHours = SCHEDULE.arrivedToCustoms + SCHEDULE.customsToSite;
  let planned = booking.gateInMs;
  let hoursLeft =
    SCHEDULE.gateInToLoaded +
    SCHEDULE.loadedToDeparted +
    route.legs.reduce((sum, leg) => sum + leg.hours, 0) +
    (route.legs.length - 1) * SCHEDULE.via +
    landHours;
  let delay = Math.max(-12, 5 * random.normal());
  let worstShock = 0;
  let lastTime = 0;

  const now = () => planned + delay * HOUR_MS;
  const queueAt = (port: Port) => climate.queue(port, now());

  function advance(hours: number): void {
    planned += hours * HOUR_MS;
    hoursLeft -= hours;
  }

  function report(event: EventName, port: Port, ahead: readonly Leg[], standing: boolean): void {
    // Nothing happens before the thing before it, however much time was made good.
    delay = Math.max(delay, (lastTime + HOUR_MS / 2 - planned) / HOUR_MS);
    delay = Math.round(delay * 10) / 10;
    const waves = ahead.length > 0 ? climate.waves(ahead[0].sea, now() + DAY_MS) : null;
    const shock = knock(random, waves ?? 0);
    worstShock = Math.max(worstShock, shock);
    const row: EventRow = {
      time: Math.round(now()),
      planned,
      container: booking.container,
      carrier: carrier.name,
      route: route.name,
      cargo,
      event,
      port,
      hours_left: hoursLeft,
      legs_left: ahead.length,
      dwell_h: standing ? tenth((now() - lastTime) / HOUR_MS) : null,
      queue: orLost(random, LOST.queue, Math.max(0, Math.round(queueAt(port) + 0.8 * random.normal()))),
      wave_m: orLost(
        random,
        LOST.waves,
        waves === null ? null : tenth(Math.max(0.1, waves + 0.4 * random.normal())),
      ),
      shock_g: orLost(random, LOST.sensors, tenth(shock)),
      temp_c: orLost(random, LOST.sensors, tenth(24 + 7 * random.normal())),
    };
    lastTime = row.time;
    if (event === "gate-in" || random.next() >= LOST.report) rows.push(row);
  }

  report("gate-in", route.origin, route.legs, false);

  advance(SCHEDULE.gateInToLoaded);
  delay = Math.max(0, 0.4 * delay) + 0.3 * queueAt(route.origin) * random.next();
  delay += rolledOver(random, carrier, queueAt(route.origin));
  report("loaded", route.origin, route.legs, true);

  advance(SCHEDULE.loadedToDeparted);
  delay += 0.6 * queueAt(route.origin) * random.next();
  report("departed", route.origin, route.legs, true);

  route.legs.forEach((leg, index) => {
    const ahead = route.legs.slice(index + 1);
    delay += atSea(random, leg, carrier, climate.waves(leg.sea, now() + DAY_MS), delay);
    advance(leg.hours);
    delay += (ahead.length > 0 ? 0.5 : 0.9) * queueAt(leg.to) * random.next();
    report("arrived", leg.to, ahead, false);
    if (ahead.length === 0) return;
    advance(SCHEDULE.via);
    delay += connection(random, carrier, queueAt(leg.to), delay);
    report("departed", leg.to, ahead, true);
  });

  const destination = route.legs[route.legs.length - 1].to;
  advance(SCHEDULE.arrivedToCustoms);
  delay += inspected(random, cargo, worstShock);
  report("customs", destination, [], true);

  advance(SCHEDULE.customsToSite);
  const isWinter = [11, 0, 1].includes(new Date(planned).getUTCMonth());
  delay += (isWinter ? 5 : 0) + 0.4 * queueAt(destination) * random.next() + 5 * random.normal();
  const finalDelayH = tenth(delay);
  return { rows, container: booking.container, deliveredMs: planned + finalDelayH * HOUR_MS, finalDelayH };
}

/** Bookings of a less reliable carrier, and at a full port, more often miss the ship and wait for the next one or two. */
function rolledOver(random: Random, { reliability }: Carrier, queue: number): number {
  const chance = Math.min(0.6, (1 - reliability) * (0.25 + 0.08 * queue));
  if (random.next() >= chance) return 0;
  const once = 84 + 12 * random.normal();
  return random.next() < chance / 2 ? 2 * once : once;
}

/** Waves above 2.5 m slow a ship down, more on long legs and never twice alike; a late ship makes good what it can. */
function atSea(random: Random, leg: Leg, carrier: Carrier, waves: number, delay: number): number {
  const days = leg.hours / 24;
  const slowed = days * Math.max(0, waves - 2.5) * (0.5 + 1.2 * random.next());
  const madeGood = Math.min(Math.max(0, delay) * 0.6, days * carrier.catchUp * random.next());
  const canal = leg.to === "EGPSD" && random.next() < 0.05 ? 20 + 40 * random.next() : 0;
  return slowed + canal - madeGood + 0.4 * days * random.normal();
}

/** Who arrives late may miss the next ship; who does not can lose some of the delay in the port's slack. */
function connection(random: Random, carrier: Carrier, queue: number, delay: number): number {
  const late = Math.max(0, delay - 18);
  const chance = Math.min(0.5, 0.02 + 0.003 * late + (1 - carrier.reliability) * (late > 0 ? 0.3 : 0.06));
  if (random.next() < chance) return 90 + 16 * random.normal();
  return 0.4 * queue * random.next() - Math.min(Math.max(0, delay), 12 * random.next());
}

/** Customs open few containers, more inverters, and most of those that were knocked hard. */
function inspected(random: Random, cargo: Cargo, worstShock: number): number {
  const chance = worstShock > 5 ? 0.65 : cargo === "inverters" ? 0.14 : 0.05;
  return random.next() < chance ? 20 + 36 * random.next() : 2 * random.normal();
}

/** The strongest knock, in g: mostly 1–3, harder in rough seas, sometimes a drop. */
function knock(random: Random, waves: number): number {
  const usual = 1 + 1.2 * random.next() + 0.25 * waves * random.next();
  return random.next() < 0.03 ? usual + 3 + 3 * random.next() : usual;
}

/** Draws whether the value is lost even where there is none: the numbers that follow do not depend on it. */
function orLost(random: Random, chance: number, value: number | null): number | null {
  return random.next() < chance ? null : value;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
