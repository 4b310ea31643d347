// The table in which the rows wait that will take the place of others: what it is called, and how it is known again as ours.

import { stagingTaken } from "./table-errors.ts";
import type { TableTarget } from "./table-target.ts";

/** Stands with the table in its database, so that nobody's own table of that name is ever taken for one of ours. */
export const STAGING_MARK =
  "Made by a run of Millrace: its rows will take the place of those of another table.";

/** Short enough for every database, and of its own for every table. */
export function stagingOf(target: TableTarget, table: string): string {
  return `millrace_staging_${hashOf(target.keyOf(table))}`;
}

/** Makes it anew, with the columns and rules of the table. */
export async function makeStaging(target: TableTarget, table: string): Promise<void> {
  await dropStaging(target, table);
  await target.copyShape(table, stagingOf(target, table), STAGING_MARK);
}

/** Takes away what a run has left; throws where the table is somebody else's. */
export async function dropStaging(target: TableTarget, table: string): Promise<void> {
  const staging = stagingOf(target, table);
  if ((await target.columns(staging)) === null) return;
  if ((await target.markOf(staging)) !== STAGING_MARK) throw stagingTaken(staging, target.name);
  await target.exec(`DROP TABLE ${target.named(staging)}`);
}

/** 64 bits of a text, as 16 signs: two sums that are mixed in different ways (FNV-1a, and one with another prime). */
function hashOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    a = Math.imul(a ^ sign, 0x01000193);
    b = Math.imul(b ^ sign, 0x85ebca77) ^ (b >>> 15);
  }
  return [a, b].map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}
