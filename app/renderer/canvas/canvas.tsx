// The canvas: the workflow as a graph.
import type { Shell } from "../shell.ts";
export function Canvas(_: { readonly shell: Shell }) {
  return <div />;
}
