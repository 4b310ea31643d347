// A small picture of what a column holds.

import {
  AudioLines,
  Braces,
  Calendar,
  Clock,
  Grid3x3,
  Hash,
  Image,
  List,
  Timer,
  ToggleLeft,
  Type,
  type LucideIcon,
} from "lucide-react";
import type { DataType } from "../../../engine/frames/types.ts";

const ICONS = {
  bool: ToggleLeft,
  timestamp: Clock,
  date: Calendar,
  duration: Timer,
  text: Type,
  tensor: Grid3x3,
  image: Image,
  audio: AudioLines,
  list: List,
  struct: Braces,
  json: Braces,
} satisfies Partial<Record<DataType["type"], LucideIcon>>;

interface Props {
  readonly type: string;
  readonly size?: number;
}

/** `type` is the first word of a type's text: `float32`, `tensor`. */
export function TypeIcon({ type, size = 13 }: Props) {
  const Icon = Object.hasOwn(ICONS, type) ? ICONS[type as keyof typeof ICONS] : Hash;
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}
