// The inspector of the selected node.
import type { Shell } from "../shell.ts";
export function Inspector(_: { readonly shell: Shell }) {
  return <div />;
}
