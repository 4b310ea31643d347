// Each step of a dialog that leads on begins with the focus on what one wants next: the button that led here is gone.

import { useEffect, useRef, type RefObject } from "react";

/** Of what surrounds the step; the focus goes to the first `data-autofocus` in it, once more where `step` becomes another. */
export function useFirstFocus<T extends HTMLElement>(step: string): RefObject<T | null> {
  const root = useRef<T>(null);
  useEffect(() => {
    root.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [step]);
  return root;
}
