// The data dock.
import type { Shell } from "../shell.ts";
export function Dock(_: { readonly shell: Shell }) {
  return <div />;
}
