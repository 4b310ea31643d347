// A file with secrets: one NAME=value a line, readable for its owner alone.

import { readFileSync, statSync, type Stats } from "node:fs";
import { fileError } from "./file-errors.ts";
import { MillraceError } from "../sdk/errors.ts";

/** Rights of everybody but the owner. */
const OTHERS = 0o077;
/** Larger than any list of secrets: whoever names a model by mistake does not wait for it. */
const MOST_BYTES = 1024 * 1024;

/** Null where there is no such file. Windows knows no such rights: there nothing is refused. */
export function readSecrets(
  path: string,
  platform: NodeJS.Platform = process.platform,
): ReadonlyMap<string, string> | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return null;
    // A pipe could be read once, and would keep whoever waits for it.
    if (!found.isFile()) throw noFile(path, found);
    if (platform !== "win32" && (found.mode & OTHERS) !== 0) throw open(path, found.mode);
    if (found.size > MOST_BYTES) throw tooLarge(path, found.size);
    return secretsIn(readFileSync(path, "utf8"), path);
  } catch (thrown) {
    throw thrown instanceof MillraceError ? thrown : fileError(thrown, path);
  }
}

/** As `node --env-file` reads it, in its plain form: blank lines and lines with # say nothing, quotes around a value are taken off. */
function secretsIn(text: string, file: string): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const [i, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) throw badLine(file, i + 1);
    secrets.set(name, value.replace(/^(["'])(.*)\1$/, "$2"));
  }
  return secrets;
}

function open(file: string, mode: number): MillraceError {
  return new MillraceError("SECRETS_FILE_OPEN", {
    message: "Others can read the file with secrets.",
    file,
    expected: "rights 600: readable for its owner alone",
    got: `rights ${(mode & 0o777).toString(8)}`,
    hint: `Mend it: chmod 600 ${quoted(file)}. If others could read it for a while, change the secrets too.`,
    fatal: true,
  });
}

function noFile(file: string, found: Stats): MillraceError {
  const what = found.isDirectory() ? "a folder" : found.isFIFO() ? "a pipe" : "a device or a socket";
  return new MillraceError("SECRETS_FILE_KIND", {
    message: `The secrets cannot be read from ${what}: they are read again whenever one is asked for.`,
    file,
    expected: "a file",
    got: what,
    hint: "Name a file that you alone can read; or set the secrets as variables of the environment, which need no file.",
    fatal: true,
  });
}

/** The line itself is not shown: it may hold the value. */
function badLine(file: string, line: number): MillraceError {
  return new MillraceError("SECRETS_FILE_LINE", {
    message: "A line of the file with secrets is none of a secret.",
    file,
    line,
    expected: "NAME=value, a comment that begins with #, or nothing",
    hint: "Write one secret on each line: a name of letters, digits and _, then = and the value.",
    fatal: true,
  });
}

function tooLarge(file: string, size: number): MillraceError {
  return new MillraceError("FILE_TOO_LARGE", {
    message: "That is no file with secrets: it is too large.",
    file,
    expected: `at most ${MOST_BYTES} bytes`,
    got: `${size} bytes`,
    hint: "Name the file with the secrets.",
    fatal: true,
  });
}

function quoted(path: string): string {
  return /^[\w./+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
