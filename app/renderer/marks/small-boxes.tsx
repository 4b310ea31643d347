// Boxes over a small picture, without words. The picture fills its frame by the same rule as this does: `fit`.

import type { PreviewCell, PreviewMark } from "../../bridge/shapes.ts";
import { hueOf } from "./labels.ts";
import "./marks.css";

type ImageCell = Extract<PreviewCell, { is: "image" }>;

interface Props {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly PreviewMark[];
  readonly fit: "contain" | "cover";
}

export function SmallBoxes({ width, height, marks, fit }: Props) {
  if (marks.length === 0 || !(width > 0 && height > 0)) return null;
  return (
    <svg
      className="mr-small-boxes"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio={`xMidYMid ${fit === "cover" ? "slice" : "meet"}`}
      aria-hidden
    >
      {marks.map(({ label, at: [x, y, wide, high] }, place) => (
        <g key={place} className={`mr-found-box ${hueOf(label)}`}>
          <rect className="mr-found-box-halo" x={x} y={y} width={Math.max(0, wide)} height={Math.max(0, high)} />
          <rect className="mr-found-box-line" x={x} y={y} width={Math.max(0, wide)} height={Math.max(0, high)} />
        </g>
      ))}
    </svg>
  );
}

/**
 * The boxes that the row itself tells, for one of its pictures: its first one, and those that are as large and no mask. Others (cut
 * out, made smaller) have places of their own.
 */
export function boxesOn(
  picture: ImageCell,
  cells: readonly PreviewCell[] | undefined,
): readonly PreviewMark[] {
  const first = cells?.find(isImage);
  if (!first || !isSameView(picture, first)) return [];
  return (cells ?? []).flatMap((cell) =>
    typeof cell === "object" && cell?.is === "marks" && cell.of === "boxes" ? cell.first : [],
  );
}

export function isSameView(picture: ImageCell, first: ImageCell): boolean {
  if (picture === first) return true;
  return picture.channels !== 1 && picture.width === first.width && picture.height === first.height;
}

function isImage(cell: PreviewCell): cell is ImageCell {
  return typeof cell === "object" && cell?.is === "image";
}
