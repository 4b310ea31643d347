// A small picture of what a kind does, in the colour of its category.

import { iconOf } from "../canvas/node/icon-of.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import "./kind-icon.css";

interface Props {
  /** null for a kind that the catalog does not know. */
  readonly kind: KindDescription | null;
}

export function KindIcon({ kind }: Props) {
  const Icon = iconOf(kind ?? undefined);
  return (
    <Icon
      className={kind ? `mr-kind-icon mr-kind-icon-${kind.category}` : "mr-kind-icon"}
      size={16}
      strokeWidth={1.75}
      aria-hidden
    />
  );
}
