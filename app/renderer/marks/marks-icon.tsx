// A small picture of which marks a cell holds.

import { AudioWaveform, Highlighter, SquareDashed } from "lucide-react";
import type { MarksKind } from "../../../engine/frames/marks.ts";

const ICONS = { boxes: SquareDashed, segments: AudioWaveform, spans: Highlighter } satisfies Record<
  MarksKind,
  unknown
>;

export function MarksIcon({ of, size = 13 }: { readonly of: MarksKind; readonly size?: number }) {
  const Icon = ICONS[of];
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}
