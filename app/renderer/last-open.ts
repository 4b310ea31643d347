// What this tab had open, so that a page that is loaded anew shows it again. A tab that ends forgets it.

export interface LastOpen {
  /** Null for a workflow that was never saved: its changes are in a journal of their own. */
  readonly path: string | null;
}

const STORED = "millrace.open";

/** `named` is the file that the program was started with: for another one, what was open does not count. */
export function lastOpen(named: string | null, storage: Storage = sessionStorage): LastOpen | null {
  try {
    const kept = JSON.parse(storage.getItem(STORED) ?? "null") as (LastOpen & { named: unknown }) | null;
    if (!kept) return null;
    // A window says what it has by now: nothing that has a file.
    const isUntitled = named === null && kept.path === null;
    return kept.named === named || isUntitled ? { path: kept.path } : null;
  } catch {
    return null;
  }
}

export function rememberOpen(named: string | null, open: LastOpen, storage: Storage = sessionStorage): void {
  storage.setItem(STORED, JSON.stringify({ named, path: open.path }));
}

/** The first screen is shown: that is what comes again. */
export function forgetOpen(storage: Storage = sessionStorage): void {
  storage.removeItem(STORED);
}
