// How long something has been going on, in whole seconds, once that is worth a word.

import { useEffect, useState } from "react";

const SECOND_MS = 1000;

/** Milliseconds since `since`; null in the first second, and while nothing goes on. */
export function useElapsed(since: number | null): number | null {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [since]);
  const seconds = since === null ? 0 : Math.floor((now - since) / SECOND_MS);
  return seconds > 0 ? seconds * SECOND_MS : null;
}
