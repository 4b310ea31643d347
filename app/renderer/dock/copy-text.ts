// Text on the clipboard, and a word about it where one looks.

import { createStore } from "zustand/vanilla";
import type { Shell } from "../shell.ts";
import { dockText } from "../strings/dock.ts";

/** What was copied a moment ago. */
export const copied = createStore<{ readonly what: string | null }>(() => ({ what: null }));

const SHOWN_MS = 2500;
let timer: ReturnType<typeof setTimeout> | undefined;

/** `what` says it in a few words: "12 rows". */
export async function copyText(shell: Shell, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return shell.notify({ title: dockText.notCopied, text: dockText.notCopiedWhy, level: "error" });
  }
  copied.setState({ what });
  clearTimeout(timer);
  timer = setTimeout(() => copied.setState({ what: null }), SHOWN_MS);
}
