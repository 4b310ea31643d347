// What a secret holds, by its name.

import type { Secrets } from "../../../engine/sdk/services.ts";
import { secretMissing } from "../secret-missing.ts";

/** Null where none is named. */
export async function secretOf(name: string, secrets: Secrets): Promise<string | null> {
  if (name === "") return null;
  const value = await secrets.get(name);
  if (value === null || value === "") throw secretMissing(name, "params.password");
  return value;
}
