// Where can something be written, and how much room is there?

import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { appDataFolder } from "../../../engine/host/app-data.ts";
import { libraryFolder } from "../../../engine/library/places.ts";

export interface PlaceReport {
  readonly what: "current folder" | "temporary files" | "what is remembered" | "model library";
  readonly path: string;
  readonly writable: boolean;
  readonly freeBytes: number | null;
}

export async function lookAtPlaces(): Promise<readonly PlaceReport[]> {
  const places = [
    { what: "current folder", path: process.cwd(), isMade: false },
    { what: "temporary files", path: tmpdir(), isMade: false },
    { what: "what is remembered", path: appDataFolder(), isMade: true },
    { what: "model library", path: libraryFolder(), isMade: true },
  ] as const;
  return Promise.all(
    places.map(async ({ what, path, isMade }) => ({ what, path, ...(await lookAt(path, isMade)) })),
  );
}

/** A folder that is made when it is needed is as writable as the one above it. */
async function lookAt(path: string, isMade: boolean): Promise<Pick<PlaceReport, "writable" | "freeBytes">> {
  const found = await stat(path).catch(() => null);
  if (!found && isMade && dirname(path) !== path) return lookAt(dirname(path), true);
  if (!found?.isDirectory()) return { writable: false, freeBytes: null };
  const writable = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  const { bavail, bsize } = await statfs(path);
  return { writable, freeBytes: bavail * bsize };
}
