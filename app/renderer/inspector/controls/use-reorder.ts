// Moving the rows of a list: by dragging a row, or with Alt and the arrow keys on its handle.

import { useRef, useState, type DragEvent, type KeyboardEvent } from "react";

export function useReorder(move: (from: number, to: number) => void) {
  const from = useRef<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = () => {
    from.current = null;
    setOver(null);
  };
  return {
    row: (index: number) => ({
      "data-over": over === index || undefined,
      onDragOver(event: DragEvent) {
        if (from.current === null) return;
        event.preventDefault();
        setOver(index);
      },
      onDrop(event: DragEvent) {
        if (from.current === null) return;
        event.preventDefault();
        move(from.current, index);
        end();
      },
    }),
    handle: (index: number) => ({
      draggable: true,
      onDragStart(event: DragEvent) {
        from.current = index;
        event.dataTransfer.effectAllowed = "move";
        const row = event.currentTarget.parentElement;
        if (row) event.dataTransfer.setDragImage(row, 8, 12);
      },
      onDragEnd: end,
      onKeyDown(event: KeyboardEvent) {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const list = event.currentTarget.closest("ol, ul");
        if (event.altKey) move(index, index + step);
        // The focus goes along: to the row's new place, or to the next handle.
        requestAnimationFrame(() =>
          list?.querySelectorAll<HTMLElement>("[draggable=true]")[index + step]?.focus(),
        );
      },
    }),
  };
}
