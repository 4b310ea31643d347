// Thresholds and conditions in a file of settings for containers: as comments, since a value there would go before pipeline.mjs.

import type { ContainerSetting } from "./places.ts";

const HINT = `What else can be set, as the workflow had it. A value that is set here goes before the one in pipeline.mjs:
take the sign in front away only for what is to differ from the program.`;

/** `textOf`: the value as the file has to hold it. Empty where only paths can be set. */
export function valueComments(
  settings: readonly ContainerSetting[],
  textOf: (value: string) => string = (value) => value,
): string {
  const lines = settings
    .filter(({ isPath }) => !isPath)
    .map(({ variable, inside }) => `${variable}: ${quoted(textOf(inside))}`);
  return lines.length === 0 ? "" : [HINT, ...lines].join("\n");
}

/** On one line, for readers of YAML 1.1 too, which take U+2028 for the end of one. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0085\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
