export interface ToStart {
  readonly command: string;
  readonly args: readonly string[];
  /** What to tell first; null when nothing. */
  readonly say: string | null;
}
export function editorToStart(root: string): ToStart;
