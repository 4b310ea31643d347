// What must not outlive this process when a signal ends it at once: nothing else of it runs then.

const ends = new Set<() => void>();

/** Has `end` called before a kill, until the function that is answered is called. */
export function beforeKill(end: () => void): () => void {
  ends.add(end);
  return () => void ends.delete(end);
}

/** Ends all of it now; the kill follows. */
export function endBeforeKill(): void {
  for (const end of ends) end();
}
