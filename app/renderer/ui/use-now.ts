// What time is it? For what is drawn anew while it passes.

import { useEffect, useState } from "react";

const TICK_MS = 1000;

/** Milliseconds since 1970, a second old at the most while it is wanted. */
export function useNow(isWanted: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isWanted) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now;
}
