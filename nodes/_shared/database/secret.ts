// What a secret holds, by its name.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { Secrets } from "../../../engine/sdk/services.ts";
import { secretMissing } from "../secret-missing.ts";

/** Null where none is named. */
export async function secretOf(name: string, secrets: Secrets): Promise<string | null> {
  if (name === "") return null;
  const value = await secrets.get(name);
  if (value === null || value === "") throw secretMissing(name, "params.password");
  return value;
}

/** A warning where it is not there, for a check that asks nobody. */
export async function secretIssue(name: string, secrets: Secrets): Promise<NodeIssue | null> {
  try {
    await secretOf(name, secrets);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof MillraceError)) throw thrown;
    const { message, path, expected, got, hint } = thrown.details;
    return { code: thrown.code, severity: "warning", message, path, expected, got, hint };
  }
}
