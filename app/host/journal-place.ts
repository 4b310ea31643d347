// Where do the journals of a workflow file lie? Beside it, or in the app's data where nothing can be written beside it.

import { access, constants, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withFile } from "../../engine/host/file-errors.ts";
import { hashOf } from "./text-hash.ts";

/** To write there. */
export async function journalFolder(path: string, appData: string): Promise<string> {
  const folder = await journalPlace(path, appData);
  if (folder !== dirname(path)) await withFile(folder, () => mkdir(folder, { recursive: true }));
  return folder;
}

/** To look there: nothing is made. */
export async function journalPlace(path: string, appData: string): Promise<string> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK);
    return folder;
  } catch {
    return join(appData, "recovery", hashOf(path).slice(0, 32));
  }
}

/** `n`: of several windows, from 1. */
export function journalName(name: string, n: number): string {
  return `.${name}${n === 1 ? "" : `.${n}`}.millrace-recovery`;
}
