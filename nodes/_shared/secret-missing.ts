// What is told where there is no secret of the name that a param holds.

import { MillraceError } from "../../engine/sdk/errors.ts";

export function secretMissing(name: string, path: string): MillraceError {
  return new MillraceError("SECRET_MISSING", {
    message: `There is no secret "${name}".`,
    path,
    expected: `a value in the environment variable ${name}, or in a file with secrets`,
    got: "nothing",
    hint: `Set ${name} in the environment, or give --secrets FILE with a line ${name}=…; check the spelling of the name.`,
    fatal: true,
  });
}
