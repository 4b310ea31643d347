// Files over a screen, and dropped on it.

import { useState, type DragEvent } from "react";
import type { Shell } from "../shell.ts";
import { droppedOf } from "./dropped.ts";
import { dropFiles } from "./drop-files.ts";

export function useFileDrop(shell: Shell) {
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  // Children tell when the pointer goes from one to the next: only leaving the whole counts.
  const onDragLeave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void dropFiles(shell, droppedOf(event.dataTransfer));
  };
  return { over, handlers: { onDragOver, onDragLeave, onDrop } };
}
