// Can a run that has ended go on from its journal?

/** What is computed again, or what is in a table, is not what was there before; or the database refuses the rows until it is mended, which is said there. */
const FOR_GOOD: readonly string[] = ["REPLAY_DIFFERS", "TABLE_CHANGED", "TABLE_NOT_REPLACED"];

/** `code` is that of the error it ended with, if any. What the journal itself has refused it refuses again. */
export function canGoOn(code: string | undefined): boolean {
  return code === undefined || !(code.startsWith("JOURNAL_") || FOR_GOOD.includes(code));
}
