// A whole recording as a small picture, its segments behind it.

import { useMemo } from "react";
import type { PreviewMark } from "../../../../bridge/shapes.ts";
import { hueOf } from "../../../marks/labels.ts";
import "./sound.css";
import { wavePath } from "./wave-path.ts";

interface Props {
  readonly peaks: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly loudest: number;
  readonly segments: readonly PreviewMark[];
}

export function SmallWave({ peaks, start, end, loudest, segments }: Props) {
  const path = useMemo(() => wavePath(peaks, start, end, loudest), [peaks, start, end, loudest]);
  if (!(end > start)) return null;
  return (
    <svg
      className="mr-small-wave"
      viewBox={`${start} -1 ${end - start} 2`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {segments.map(({ label, at: [from, to] }, place) => (
        <rect
          key={place}
          className={`mr-wave-segment ${hueOf(label)}`}
          x={from}
          y={-1}
          width={Math.max(0, to - from)}
          height={2}
        />
      ))}
      <path className="mr-wave" d={path} />
    </svg>
  );
}
