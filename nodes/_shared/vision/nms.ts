// Which of many overlapping boxes stay: the best first, then those that overlap none that stays by more than is allowed.

export interface Scored {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly score: number;
  readonly classId: number;
}

export interface NmsOptions {
  /** Overlap (intersection over union) above which the lesser box goes. */
  readonly overlap: number;
  /** Boxes of different classes do not suppress each other. */
  readonly byClass: boolean;
  readonly most: number;
}

/** Best score first; of equal scores the earlier one, so that the answer does not depend on the sort. */
export function suppress<T extends Scored>(boxes: readonly T[], { overlap, byClass, most }: NmsOptions): T[] {
  const kept: T[] = [];
  for (const box of byScore(boxes)) {
    if (kept.length >= most) break;
    if (kept.every((other) => (byClass && other.classId !== box.classId) || iou(box, other) <= overlap))
      kept.push(box);
  }
  return kept;
}

export function byScore<T extends Scored>(boxes: readonly T[]): T[] {
  return boxes
    .map((box, place) => ({ box, place }))
    .sort((a, b) => b.box.score - a.box.score || a.place - b.place)
    .map(({ box }) => box);
}

/** Intersection over union; 0 for boxes without area. */
export function iou(a: Omit<Scored, "score" | "classId">, b: Omit<Scored, "score" | "classId">): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (area(a) + area(b) - common);
}

function area({ x1, y1, x2, y2 }: Omit<Scored, "score" | "classId">): number {
  return (x2 - x1) * (y2 - y1);
}
