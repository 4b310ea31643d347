// Text on the clipboard, and a word about it.

import type { Shell } from "../shell.ts";
import { dockText } from "../strings/dock.ts";

/** `what` says it in a few words: "12 rows as CSV". */
export async function copyText(shell: Shell, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    shell.notify({ title: dockText.copied, text: dockText.copiedWhat(what), level: "info" });
  } catch {
    shell.notify({ title: dockText.notCopied, text: dockText.notCopiedWhy, level: "error" });
  }
}
