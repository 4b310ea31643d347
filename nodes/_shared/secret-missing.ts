// What is thrown where there is no secret of the name that a param holds.

import { MillraceError } from "../../engine/sdk/errors.ts";
import { missingSecret } from "../../engine/sdk/missing-secret.ts";

export function secretMissing(name: string, path: string): MillraceError {
  return new MillraceError("SECRET_MISSING", { ...missingSecret(name), path, fatal: true });
}
