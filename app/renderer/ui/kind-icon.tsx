// A small picture of what a kind does, in the colour of its category.

import type { KindDescription } from "../../bridge/shapes.ts";
import { iconOf } from "./icon-of.ts";
import "./kind-icon.css";

interface Props {
  /** null for a kind that the catalog does not know. */
  readonly kind: KindDescription | null;
  readonly size?: number;
}

export function KindIcon({ kind, size = 16 }: Props) {
  const Icon = iconOf(kind ?? undefined);
  return (
    <Icon
      className={kind ? `mr-kind-icon mr-kind-icon-${kind.category}` : "mr-kind-icon"}
      size={size}
      strokeWidth={1.75}
      aria-hidden
    />
  );
}
