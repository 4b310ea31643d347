// What lies over the editor.
import type { Shell } from "../shell.ts";
export function Overlays(_: { readonly shell: Shell }) {
  return null;
}
