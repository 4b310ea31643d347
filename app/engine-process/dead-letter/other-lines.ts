// Which lines of an earlier record tell of rows that a run of failed rows is not about? They stay in it.

import type { Files } from "../../../engine/sdk/services.ts";
import type { Line } from "../failed-file.ts";
import { doneKeys, keyOf, readNote } from "./done-note.ts";
import { letterId, textLines, type LettersOfSource } from "./letters.ts";
import { readLetterLine } from "./line.ts";

/** The lines of the file at `path` but those of the rows that are run, or have been since; none where it is not there. */
export async function* otherLines(
  files: Files,
  path: string,
  run: readonly LettersOfSource[],
): AsyncGenerator<readonly Line[]> {
  if (!(await files.stat(path))) return;
  const done = doneKeys(await readNote(files, path));
  const rows = new Set(run.flatMap(({ source, letters }) => letters.map(({ id }) => `${source} ${id}`)));
  const reader = await files.open(path);
  try {
    for await (const lines of textLines(reader, path))
      yield lines.flatMap(({ text }): Line[] => {
        const line = readLetterLine(text);
        // Whatever it is, it is not of this run.
        if (typeof line === "string") return [{ row: { source: "", row: 0, node: "" }, text: `${text}\n` }];
        const { source, node, place } = line;
        const id = letterId(line);
        const isRun = rows.has(`${source} ${id}`) || done.has(keyOf(source, line.unit, id));
        return isRun ? [] : [{ row: { source, row: place, node }, text: `${text}\n` }];
      });
  } finally {
    await reader.close();
  }
}
