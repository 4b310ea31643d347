// Secrets of this machine by name: from the environment, then from a file. Whoever gets one, nobody sees it afterwards.

import { join, resolve } from "node:path";
import { MillraceError } from "../sdk/errors.ts";
import type { Secrets } from "../sdk/services.ts";
import { appDataFolder } from "./app-data.ts";
import { handedOut, withoutSecrets } from "./handed-out.ts";
import { readSecrets } from "./secrets-file.ts";

/** Where the file lies that nobody has to name. */
export function usualSecretsFile(): string {
  return join(appDataFolder(), "secrets.env");
}

/** The file that is looked into: the one that was named, else the usual one. */
export function secretsFile(): string {
  const named = process.env.MILLRACE_SECRETS ?? "";
  return named === "" ? usualSecretsFile() : named;
}

/** Of the command and the editor. */
export const machineSecrets: Secrets = {
  hide: withoutSecrets,
  get: async (name) => handOut(name, valueOf(name, usualSecretsFile())),
  has: isThere,
};

/** Of an exported program, which knows nothing of this machine's Millrace: what it is started with. */
export const programSecrets: Secrets = {
  hide: withoutSecrets,
  get: async (name) => handOut(name, valueOf(name, null)),
};

/** A file that cannot be read is told when a value is taken from it: a check goes on. */
function isThere(name: string): boolean {
  try {
    return isSecretSet(name);
  } catch {
    return true;
  }
}

/** Whether there is a value; asked where nobody needs it. */
export function isSecretSet(name: string): boolean {
  return valueOf(name, usualSecretsFile()) !== null;
}

/** Takes secrets from a file, in this process and in those that it starts. One that is not there, or not right, is told at once. */
export function takeSecretsFrom(path: string): void {
  if (readSecrets(path) !== null) {
    process.env.MILLRACE_SECRETS = resolve(path);
    return;
  }
  throw new MillraceError("FILE_MISSING", {
    message: `There is no file "${path}" with secrets.`,
    file: path,
    hint: "Check the path: the file has one NAME=value on each line.",
  });
}

function handOut(name: string, value: string | null): string | null {
  if (value !== null) handedOut(name, value);
  return value;
}

/** Read anew each time: an editor lives longer than what stands in it. A variable that is set to nothing is not set. */
function valueOf(name: string, usual: string | null): string | null {
  const given = process.env[name] ?? "";
  if (given !== "") return given;
  const named = process.env.MILLRACE_SECRETS ?? "";
  const path = named === "" ? usual : named;
  const value = path === null ? undefined : readSecrets(path)?.get(name);
  return value === undefined || value === "" ? null : value;
}
