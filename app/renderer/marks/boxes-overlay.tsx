// Boxes over a picture, in the picture's own coordinates: whatever its size on the screen, they stand where they were found.

import { marksText as text } from "../strings/marks.ts";
import { markWords, scoreText } from "../ui/json-words.ts";
import { hueOf } from "./labels.ts";
import "./marks.css";
import type { BoxMark } from "./read-marks.ts";

export interface ShownBox extends BoxMark {
  /** Of its column and its place in it. */
  readonly id: string;
}

interface Props {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ShownBox[];
  readonly active: string | null;
  readonly onActive: (id: string | null) => void;
  readonly labels: boolean;
}

const KEYPOINT_PX = 3;

export function BoxesOverlay({ width, height, boxes, active, onActive, labels }: Props) {
  // Small ones lie above those that hold them, so that the pointer finds both.
  const drawn = boxes.toSorted((a, b) => b.width * b.height - a.width * a.height);
  return (
    <div className={active === null ? "mr-boxes" : "mr-boxes mr-boxes-picked"}>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
        {drawn.map((box) => (
          <g
            key={box.id}
            className={`mr-found-box ${hueOf(box.label)} ${box.id === active ? "mr-found-active" : ""}`}
            onPointerEnter={() => onActive(box.id)}
            onPointerLeave={() => onActive(null)}
          >
            <Outline box={box} className="mr-found-halo" />
            <Outline box={box} className="mr-found-line" />
          </g>
        ))}
      </svg>
      {drawn.flatMap(({ id, label, keypoints }) =>
        keypoints.map(([x, y], at) => (
          <i
            key={`${id} ${at}`}
            className={`mr-keypoint ${hueOf(label)} ${id === active ? "mr-found-active" : ""}`}
            style={{
              left: `calc(${(x / width) * 100}% - ${KEYPOINT_PX}px)`,
              top: `calc(${(y / height) * 100}% - ${KEYPOINT_PX}px)`,
            }}
          />
        )),
      )}
      {drawn.map((box) => {
        const isActive = box.id === active;
        const words = wordsOf(box, isActive);
        if (words === "" || !(labels || isActive)) return null;
        const low = box.y / height < 0.04;
        return (
          <span
            key={box.id}
            aria-hidden
            className={`mr-found-label ${hueOf(box.label)} ${isActive ? "mr-found-active" : ""} ${low ? "mr-found-label-in" : ""}`}
            style={{
              left: `${(Math.max(0, box.x) / width) * 100}%`,
              top: `${(Math.max(0, box.y) / height) * 100}%`,
            }}
          >
            {words}
          </span>
        );
      })}
    </div>
  );
}

/** What was read in it is its label; the score goes with it where the box is looked at. */
function wordsOf(box: BoxMark, isActive: boolean): string {
  if (box.text === null) return markWords(box);
  if (!isActive || box.score === null) return box.text;
  return [box.text, scoreText(box.score)].join(text.textAndScore);
}

function Outline({ box, className }: { readonly box: BoxMark; readonly className: string }) {
  const { x, y, width, height, points } = box;
  if (points.length > 2)
    return <polygon className={className} points={points.map((p) => p.join(",")).join(" ")} />;
  return <rect className={className} x={x} y={y} width={Math.max(0, width)} height={Math.max(0, height)} />;
}
