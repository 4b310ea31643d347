// The bar at the top.
import type { Shell } from "../shell.ts";
export function TopBar(_: { readonly shell: Shell }) {
  return <header />;
}
