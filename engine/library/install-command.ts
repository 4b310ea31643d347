// With which command does one get a model that is not there?

import { CATALOGUE } from "./catalogue.ts";

/** Null where it came from a file of somebody's machine, and `place` does not say from which. */
export function installCommand(name: string, source: string | null, place?: string): string | null {
  const offered = CATALOGUE.find((entry) => entry.name === name);
  if (offered && (source === null || source === offered.source)) return `millrace models install ${name}`;
  if (place !== undefined) return `millrace models install ${quoted(place)} --name ${name}`;
  if (source === null || source.startsWith("file:")) return null;
  return `millrace models install ${quoted(source)} --name ${name}`;
}

/** As every shell takes it. */
function quoted(text: string): string {
  return /^[\w@:./+-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}
