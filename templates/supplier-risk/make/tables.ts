// Which tables ship? The orders of one week, their suppliers, and what was delivered in the year before.

import { deliveredBefore, SAMPLE_WEEK } from "./split.ts";
import type { Market } from "./orders.ts";
import { WEEK_MS } from "./world.ts";

export function sampleTables({ suppliers, orders }: Market): Record<string, string> {
  const placed = orders.filter(
    (order) => order.placed >= SAMPLE_WEEK && order.placed < SAMPLE_WEEK + WEEK_MS,
  );
  return {
    "data/orders.csv": csv(
      ["order", "supplier", "placed", "promised", "pieces"],
      placed.map(({ id, supplier, placed: day, promised, pieces }) => [
        id,
        supplier.id,
        isoDay(day),
        isoDay(promised),
        pieces,
      ]),
    ),
    "data/suppliers.csv": csv(
      ["supplier", "category", "credit", "sites", "certified", "distance_km"],
      suppliers.map(({ id, category, credit, sites, certified, distanceKm }) => [
        id,
        category,
        credit ?? "",
        sites,
        String(certified),
        distanceKm,
      ]),
    ),
    "data/deliveries.csv": csv(
      ["order", "supplier", "placed", "promised", "delivered", "pieces", "rejected"],
      deliveredBefore(SAMPLE_WEEK, orders).map(({ id, supplier, ...order }) => [
        id,
        supplier.id,
        isoDay(order.placed),
        isoDay(order.promised),
        isoDay(order.delivered),
        order.pieces,
        order.rejected,
      ]),
    ),
  };
}

function csv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

/** A day as 2025-03-31. */
export function isoDay(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}
