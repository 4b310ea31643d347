// What lies over the editor gives the focus back to what had it, however it closes.

import { useEffect, useState } from "react";

/** Of the component that is there for as long as something lies over the editor. */
export function useReturnFocus(): void {
  // At the first drawing: what it draws has not taken the focus yet.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}
