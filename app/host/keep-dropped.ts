// Where is what was dropped on a workflow kept? Beside it, under a name that nothing else has; the same thing dropped twice once.

import { stat } from "node:fs/promises";
import type { Stats } from "node:fs";
import { allowedPath } from "./access.ts";
import { freeName, plainName } from "./free-name.ts";
import { viewOf, type Session } from "./session.ts";
import { DATA_FOLDER } from "./untitled.ts";

export interface Dropped {
  /** As the browser gave it. */
  readonly name: string;
  /** Whether what lies at a place is the same as this. */
  isSame(path: string, found: Stats): Promise<boolean>;
  /** Writes it: whole, or not at all. */
  write(path: string): Promise<void>;
}

/** Answers its path as the workflow writes it. */
export async function keepDropped(session: Session, { name, isSame, write }: Dropped): Promise<string> {
  const place = (candidate: string) => allowedPath(viewOf(session), `${DATA_FOLDER}/${candidate}`);
  let isThere = false;
  const free = await freeName(plainName(name), async (candidate) => {
    const path = await place(candidate);
    const found = await stat(path).catch(() => null);
    if (!found) return false;
    isThere = await isSame(path, found);
    return !isThere;
  });
  if (!isThere) {
    const path = await place(free);
    await write(path);
    session.imported.push(path);
  }
  return `${DATA_FOLDER}/${free}`;
}
