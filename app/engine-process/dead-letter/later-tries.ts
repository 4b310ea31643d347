// A row that has failed again in a later try is run from the record of that try: it says how far the row has come by now.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { rows as rowsWord } from "../numbers.ts";
import { doneKeys, keysOf, readNote } from "./done-note.ts";
import { readLetters, type Letters } from "./letters.ts";
import type { WorkflowMark } from "./workflow-mark.ts";

/** Throws where rows of the file have come further in a later try than its lines say: to other actions, or to all of them. */
export async function refuseOutdated(files: Files, letters: Letters, workflow: WorkflowMark): Promise<void> {
  const own = new Map(keysOf(letters).map(({ key, letter }) => [key, letter]));
  for (const record of await laterRecords(files, letters.path)) {
    const done = doneKeys(await readNote(files, record));
    const later = await readLetters(files, record, workflow);
    const further = new Set([...own.keys()].filter((key) => done.has(key)));
    for (const { key, letter } of keysOf(later)) {
      const before = own.get(key);
      if (before && !sameNodes(before.nodes, letter.nodes)) further.add(key);
    }
    if (further.size > 0) throw outdated(letters.path, record, further.size);
  }
}

/** Records of tries of the file that are still there, and those of tries of these. */
async function laterRecords(files: Files, letters: string): Promise<readonly string[]> {
  const found = new Set([letters]);
  // A set grows while it is gone through.
  for (const one of found)
    for (const record of (await readNote(files, one))?.records ?? [])
      if (await files.stat(record)) found.add(record);
  return [...found].slice(1);
}

function sameNodes(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((node) => other.includes(node));
}

function outdated(file: string, record: string, count: number): MillraceError {
  return new MillraceError("DEAD_LETTER_OUTDATED", {
    message: `${rowsWord(count)} of it ${count === 1 ? "has" : "have"} come further in a try since, and would be twice where ${count === 1 ? "it is" : "they are"} by now.`,
    file,
    expected: "the lines that the last try has left",
    got: record,
    hint: `Run "${record}": its lines say where each row failed last. Mend the cells there.`,
  });
}
