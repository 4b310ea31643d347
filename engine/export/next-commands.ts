// What does one type after an export, to see that it works and to run it?

import type { ExportResult } from "./export-workflow.ts";
import { shellWord } from "./shell-word.ts";
import type { Target } from "./targets/target.ts";

/** One after the other, for a shell. */
export function nextCommands(
  { folder, packages, inputs }: Pick<ExportResult, "folder" | "packages" | "inputs">,
  { byNpm, commands }: Target,
): readonly string[] {
  const installs = byNpm && Object.keys(packages).length > 0;
  // From here it would look beside itself for what it reads.
  const run = ["node pipeline.mjs", ...inputs.map(({ flag, path }) => `${flag} ${folderWord(path)}`)].join(
    " ",
  );
  const usual = [...(installs ? ["npm ci"] : []), "node pipeline.mjs --selftest", run];
  return [`cd ${folderWord(folder)}`, ...(commands ?? usual)];
}

/** A path with blanks is one word. Shells of Windows know no single quotes, and no path there has double ones. */
export function folderWord(path: string): string {
  if (process.platform !== "win32") return shellWord(path);
  return /^[\w./\\:@+-]+$/.test(path) ? path : `"${path}"`;
}
