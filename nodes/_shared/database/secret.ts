// What a secret holds, by its name.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { missingSecret } from "../../../engine/sdk/missing-secret.ts";
import type { Secrets } from "../../../engine/sdk/services.ts";

/** Null where none is named. */
export async function secretOf(name: string, secrets: Secrets): Promise<string | null> {
  if (name === "") return null;
  const value = await secrets.get(name);
  if (value !== null && value !== "") return value;
  throw new MillraceError("SECRET_MISSING", {
    ...missingSecret(name),
    path: "params.password",
    fatal: true,
  });
}
