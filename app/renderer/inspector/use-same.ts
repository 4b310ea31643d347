// Selectors that build something: the old object is answered while the new one says the same.

import { useRef } from "react";
import { sameJson } from "../ui/same-json.ts";

export function useSame<S, T>(select: (state: S) => T): (state: S) => T {
  const last = useRef<{ readonly value: T } | null>(null);
  return (state) => {
    const value = select(state);
    if (last.current && sameJson(last.current.value, value)) return last.current.value;
    last.current = { value };
    return value;
  };
}
