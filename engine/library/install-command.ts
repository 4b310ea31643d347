// With which command does one get a model that is not there?

import { CATALOGUE } from "./catalogue.ts";

/** Null where it came from a file of somebody's machine. */
export function installCommand(name: string, source: string | null): string | null {
  const offered = CATALOGUE.find((entry) => entry.name === name);
  if (offered && (source === null || source === offered.source)) return `millrace models install ${name}`;
  if (source === null || source.startsWith("file:")) return null;
  return `millrace models install ${quoted(source)} --name ${name}`;
}

/** As every shell takes it. */
function quoted(text: string): string {
  return /^[\w@:./+-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}
