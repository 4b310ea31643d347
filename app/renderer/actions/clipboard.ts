// The system's clipboard, where the page may use it; what was copied here last where it may not.

let kept: string | null = null;

export function writeClipboard(text: string): void {
  kept = text;
  // Refused without a gesture or a permission: copies within this window work all the same.
  void navigator.clipboard?.writeText(text).catch(() => {});
}

/** null when the page may not look and nothing was copied here. */
export async function readClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return kept;
  }
}

export function keepCopy(text: string): void {
  kept = text;
}
