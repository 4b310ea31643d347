// The first screen.
import type { Shell } from "../shell.ts";
export function StartScreen({ shell }: { readonly shell: Shell }) {
  return <button onClick={() => void shell.create()}>Empty canvas</button>;
}
