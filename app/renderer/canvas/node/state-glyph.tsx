// The state of a node as a sign: told by its form, and by its colour besides.

import {
  Ban,
  Check,
  CircleDashed,
  CircleX,
  Clock,
  History,
  Play,
  Redo2,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import { canvasWords as words } from "../../strings/canvas.ts";
import type { CardState } from "./state.ts";

/** Nothing is said of a node that nothing is known of. */
const GLYPHS: Readonly<Record<CardState, LucideIcon | null>> = {
  idle: null,
  waiting: Clock,
  running: Play,
  done: Check,
  failed: CircleX,
  stale: CircleDashed,
  cached: History,
  warned: TriangleAlert,
  disabled: Ban,
  bypassed: Redo2,
};

interface Props {
  readonly state: CardState;
  /** Why it is so, where that is known. */
  readonly reason: string | null;
}

export function StateGlyph({ state, reason }: Props) {
  const Glyph = GLYPHS[state];
  if (!Glyph) return null;
  const title = reason === null ? words.states[state] : `${words.states[state]}: ${reason}`;
  return (
    <span className="mr-glyph" role="img" aria-label={words.states[state]} title={title}>
      <Glyph size={14} strokeWidth={2.25} aria-hidden />
    </span>
  );
}
