// Turns the operating system's file errors into Millrace's own: a code, the file, the next step.

import { MillraceError } from "../sdk/errors.ts";

/** What was looked for at the path. */
export type Sought = "file" | "folder";

type Words = readonly [code: string, message: (path: string, sought: Sought) => string, hint: string];

const WORDS: Readonly<Record<string, Words>> = {
  ENOENT: ["FILE_MISSING", (p, sought) => `There is no ${sought} "${p}".`, "Check the path."],
  ENOTDIR: ["FILE_MISSING", (p) => `A part of the path "${p}" is a file, not a folder.`, "Check the path."],
  EACCES: [
    "FILE_DENIED",
    (p) => `Access to "${p}" is denied.`,
    "Change the permissions or choose another place.",
  ],
  EPERM: [
    "FILE_DENIED",
    (p) => `The system does not permit access to "${p}".`,
    "Change the permissions or choose another place.",
  ],
  EROFS: ["FILE_DENIED", (p) => `"${p}" lies on a read-only file system.`, "Choose another place."],
  ELOOP: [
    "FILE_LINK_LOOP",
    (p) => `"${p}" is a link that leads back to itself.`,
    "Remove the link, or choose another place.",
  ],
  EISDIR: ["FILE_IS_FOLDER", (p) => `"${p}" is a folder.`, "Name a file in it."],
  ENOSPC: [
    "DISK_FULL",
    (p) => `The disk is full; "${p}" could not be written.`,
    "Free some space, or write to another disk. What was written stays in the .part file.",
  ],
  EMFILE: [
    "FILES_TOO_MANY",
    (p) => `Too many files are open; "${p}" could not be opened.`,
    "Raise the limit with `ulimit -n`.",
  ],
};

/** The MillraceError for what a file operation threw; errors that are Millrace's already pass through. */
export function fileError(thrown: unknown, path: string, sought: Sought = "file"): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const system = (thrown as NodeJS.ErrnoException | undefined)?.code ?? "";
  if (system === "ENOENT" && path.includes(NOT_UTF8)) return unreadableName(path, thrown);
  const [code, message, hint] = WORDS[system] ?? [
    "FILE_FAILED",
    (p: string) =>
      `"${p}" could not be read or written: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    "See the cause.",
  ];
  return new MillraceError(code, {
    message: message(path, sought),
    file: path,
    hint: hint + lookedFor(thrown, path),
    cause: thrown,
  });
}

/** What stands in a name for bytes that are no UTF-8. The system asks for the bytes, and they are not known any more. */
const NOT_UTF8 = "\uFFFD";

function unreadableName(path: string, cause: unknown): MillraceError {
  return new MillraceError("FILE_NAME_UNREADABLE", {
    message: `"${path}" cannot be opened: its name holds bytes that are no UTF-8, shown as ${NOT_UTF8}.`,
    file: path,
    expected: "a name in UTF-8",
    hint: "Rename it, such as by `convmv -f latin1 -t utf8 --notest FILE`.",
    cause,
  });
}

/** The whole path of a file that is not there, where a part of it was given: what it begins at is what may be wrong. */
function lookedFor(thrown: unknown, path: string): string {
  const { code, path: whole } = (thrown ?? {}) as NodeJS.ErrnoException;
  return code !== "ENOENT" || whole === undefined || whole === path ? "" : ` It was looked for at ${whole}.`;
}

/** Runs a file operation and translates what it throws. */
export async function withFile<T>(
  path: string,
  operation: () => Promise<T>,
  sought: Sought = "file",
): Promise<T> {
  try {
    return await operation();
  } catch (thrown) {
    throw fileError(thrown, path, sought);
  }
}
