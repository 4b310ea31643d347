// A recording over time: waveform, curve and segments above, spectrogram below, a cursor through both.

import { useEffect, useMemo, useRef, type PointerEvent } from "react";
import type { Reply } from "../../../../bridge/calls.ts";
import { hueOf } from "../../../marks/labels.ts";
import type { SegmentMark } from "../../../marks/read-marks.ts";
import { soundText as text } from "../../../strings/sound.ts";
import { clockText } from "../../../ui/clock-text.ts";
import { markWords } from "../../../ui/json-words.ts";
import "./sound.css";
import { SpectrogramCanvas } from "./spectrogram-canvas.tsx";
import { moved, ticks, zoomed, type TimeWindow } from "./time-window.ts";
import { curvePath, wavePath } from "./wave-path.ts";

export interface ShownSegment extends SegmentMark {
  readonly id: string;
}

export interface Curve {
  readonly column: string;
  readonly values: readonly number[];
}

interface Props {
  readonly all: TimeWindow;
  readonly view: TimeWindow;
  readonly onView: (view: TimeWindow) => void;
  readonly wave: Reply<"preview.sound"> | null;
  readonly spectrogram: Reply<"preview.spectrogram"> | null;
  readonly segments: readonly ShownSegment[];
  readonly curve: Curve | null;
  readonly active: string | null;
  readonly onActive: (id: string | null) => void;
  readonly onPlay: (segment: ShownSegment) => void;
  readonly cursor: number;
  readonly onCursor: (time: number) => void;
}

const WHEEL_FACTOR = 1.0015;

export function SoundStage(props: Props) {
  const {
    all,
    view,
    onView,
    wave,
    spectrogram,
    segments,
    curve,
    active,
    onActive,
    onPlay,
    cursor,
    onCursor,
  } = props;
  const stage = useRef<HTMLDivElement>(null);
  const length = view.to - view.from;
  const path = useMemo(() => (wave ? wavePath(wave.peaks, wave.from, wave.to, wave.loudest) : ""), [wave]);
  const line = useMemo(
    () => (curve ? curvePath(curve.values, all.from, all.to) : ""),
    [curve, all.from, all.to],
  );
  const share = (time: number) => `${((time - view.from) / length) * 100}%`;
  const timeAt = (clientX: number) => {
    const { left, width } = stage.current!.getBoundingClientRect();
    return view.from + Math.min(1, Math.max(0, (clientX - left) / width)) * length;
  };
  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  wheel.current = (event) => {
    event.preventDefault();
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
      return onView(moved(view, (sideways / stage.current!.clientWidth) * length, all));
    onView(zoomed(view, WHEEL_FACTOR ** -event.deltaY, timeAt(event.clientX), all));
  };
  useEffect(() => {
    // React listens to wheels without a say in whether the page scrolls.
    const box = stage.current;
    const onWheel = (event: WheelEvent) => wheel.current(event);
    box?.addEventListener("wheel", onWheel, { passive: false });
    return () => box?.removeEventListener("wheel", onWheel);
  }, []);
  const onPointer = (event: PointerEvent) => {
    if (event.buttons === 1) onCursor(timeAt(event.clientX));
  };
  const { step, times } = ticks(view);
  const inSight = segments.filter(({ start, end }) => end >= view.from && start <= view.to);
  return (
    <div ref={stage} className="mr-sound-stage" onPointerDown={onPointer} onPointerMove={onPointer}>
      <div className="mr-sound-times" aria-hidden>
        {times.map((time) => (
          <span key={time} style={{ left: share(time) }}>
            {clockText(time, step)}
          </span>
        ))}
      </div>
      <div className="mr-sound-lane">
        {inSight.map((segment) => (
          <button
            key={segment.id}
            type="button"
            tabIndex={-1}
            className={`mr-sound-segment ${hueOf(segment.label)} ${segment.id === active ? "mr-sound-segment-active" : ""}`}
            style={{
              left: share(segment.start),
              width: `${((segment.end - segment.start) / length) * 100}%`,
            }}
            title={text.playSegment(segmentWords(segment))}
            aria-label={text.playSegment(segmentWords(segment))}
            onPointerDown={(event) => event.stopPropagation()}
            onPointerEnter={() => onActive(segment.id)}
            onClick={() => onPlay(segment)}
          >
            <span>{segment.text ?? markWords(segment)}</span>
          </button>
        ))}
      </div>
      <div className="mr-sound-wave">
        <svg
          viewBox={`${view.from} -1.05 ${length} 2.1`}
          preserveAspectRatio="none"
          role="img"
          aria-label={text.waveform(clockText(view.from), clockText(view.to))}
        >
          {inSight.map(({ id, label, start, end }) => (
            <rect
              key={id}
              className={`mr-wave-segment ${hueOf(label)}`}
              x={start}
              y={-1.05}
              width={Math.max(0, end - start)}
              height={2.1}
            />
          ))}
          <path className="mr-wave" d={path} />
          {curve && <path className="mr-wave-curve" d={line} />}
        </svg>
      </div>
      <div className="mr-sound-spectrum" aria-busy={spectrogram === null}>
        {spectrogram && <SpectrogramCanvas picture={spectrogram} view={view} />}
      </div>
      {cursor >= view.from && cursor <= view.to && (
        <i className="mr-sound-cursor" style={{ left: share(cursor) }} />
      )}
    </div>
  );
}

export function segmentWords(segment: ShownSegment): string {
  const times = `${clockText(segment.start)} – ${clockText(segment.end)}`;
  return [markWords(segment), times].filter(Boolean).join(", ");
}
