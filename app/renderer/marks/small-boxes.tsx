// Boxes over a small picture, without words. The picture fills its frame by the same rule as this does: `fit`.

import type { PreviewCell, PreviewMark } from "../../bridge/shapes.ts";
import { hueOf } from "./labels.ts";
import "./marks.css";

type ImageCell = Extract<PreviewCell, { is: "image" }>;

/** More of them (the lines of a page) would cover what they are about, drawn as strongly. */
const MANY = 8;
/** As would boxes that are no higher than a line of a page, as a share of its height. */
const LINE_SHARE = 0.05;

interface Props {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly PreviewMark[];
  readonly fit: "contain" | "cover";
  /** Which part of a picture that is cut off stays in sight. */
  readonly keep?: Kept;
}

interface Kept {
  readonly x: "Min" | "Mid" | "Max";
  readonly y: "Min" | "Mid" | "Max";
}

const MIDDLE: Kept = { x: "Mid", y: "Mid" };

export function SmallBoxes({ width, height, marks, fit, keep = MIDDLE }: Props) {
  if (marks.length === 0 || !(width > 0 && height > 0)) return null;
  return (
    <svg
      className={isFine(marks, height) ? "mr-small-boxes mr-small-boxes-many" : "mr-small-boxes"}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio={`x${keep.x}Y${keep.y} ${fit === "cover" ? "slice" : "meet"}`}
      aria-hidden
    >
      {marks.map(({ label, at: [x, y, wide, high] }, place) => (
        <g key={place} className={`mr-found-box ${hueOf(label)}`}>
          <rect className="mr-found-halo" x={x} y={y} width={Math.max(0, wide)} height={Math.max(0, high)} />
          <rect className="mr-found-line" x={x} y={y} width={Math.max(0, wide)} height={Math.max(0, high)} />
        </g>
      ))}
    </svg>
  );
}

function isFine(marks: readonly PreviewMark[], height: number): boolean {
  return marks.length > MANY || marks.every(({ at: [, , , high] }) => high < LINE_SHARE * height);
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

/** As a page is, upright. */
const TALL = 1.3;

/** The part in which most was found; of a page, where it begins. */
export function keptPart(marks: readonly PreviewMark[], width: number, height: number): Kept {
  if (marks.length === 0) return height < TALL * width ? MIDDLE : { x: "Mid", y: "Min" };
  if (marks.length > MANY) return { x: "Min", y: "Min" };
  const middle = (from: 0 | 1) =>
    marks.reduce((sum, { at }) => sum + at[from] + at[from + 2] / 2, 0) / marks.length;
  return { x: partOf(middle(0) / width), y: partOf(middle(1) / height) };
}

function partOf(share: number): Kept["x"] {
  if (share < 0.4) return "Min";
  return share > 0.6 ? "Max" : "Mid";
}
