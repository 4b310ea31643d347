// In which order rows of several wires go on: those of one source by row id, those of others wire by wire.

import type { Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import { idsOf, mergeById, withLineage } from "./merge-frames.ts";

interface Wire {
  /** Frames that wait for their turn. */
  readonly waiting: Frame[];
  /** Source of the last frame that came, null before the first. */
  source: string | null;
  /** Row id up to which the wire has told everything of that source. */
  told: number;
  ended: boolean;
}

/**
 * A merge of wires. A frame says by `from` and `to` which rows of its source it has passed, also when it is empty, so
 * a row goes on as soon as no other wire can still bring an earlier one.
 */
export class MergeQueue {
  readonly #wires: readonly Wire[];

  constructor(wires: number) {
    this.#wires = Array.from({ length: wires }, () => ({
      waiting: [],
      source: null,
      told: -Infinity,
      ended: false,
    }));
  }

  push(wire: number, frame: Frame): void {
    const to = this.#wires[wire];
    to.waiting.push(frame);
    to.source = frame.lineage.source;
    to.told = frame.lineage.to;
  }

  end(wire: number): void {
    this.#wires[wire].ended = true;
  }

  /** Whether a frame waits for its turn. */
  get isHolding(): boolean {
    return this.#wires.some(({ waiting }) => waiting.length > 0);
  }

  /** The next frames that may go on, or null when something must come first. */
  next(): readonly Frame[] | null {
    if (this.#unseen() >= 0) return null;
    const source = this.#turn();
    if (source === null) return null;
    const taking = this.#wires.filter(({ waiting }) => waiting[0]?.lineage.source === source);
    if (taking.length === 0) return null;
    const end = Math.min(...taking.map(({ waiting }) => waiting[0].lineage.to));
    if (this.#wires.some((wire) => this.#mayStillBring(wire, source, end))) return null;
    return takeUntil(taking, end);
  }

  /** The wire that must say something before anything goes on; null when none must. */
  wanted(): number | null {
    const unseen = this.#unseen();
    if (unseen >= 0) return unseen;
    const source = this.#turn();
    if (source === null) return null;
    let wanted: number | null = null;
    this.#wires.forEach((wire, i) => {
      if (wire.ended || wire.waiting.length > 0 || wire.source !== source) return;
      if (wanted === null || wire.told < this.#wires[wanted].told) wanted = i;
    });
    return wanted;
  }

  /** A wire of which nothing is known yet; which source it carries decides what may go on. */
  #unseen(): number {
    return this.#wires.findIndex((wire) => !wire.ended && wire.source === null);
  }

  /** The source whose turn it is: that of the first wire that has anything left. */
  #turn(): string | null {
    const wire = this.#wires.find(({ ended, waiting }) => !ended || waiting.length > 0);
    return wire ? (wire.waiting[0]?.lineage.source ?? wire.source) : null;
  }

  #mayStillBring({ ended, waiting, source, told }: Wire, wanted: string, end: number): boolean {
    return !ended && waiting.length === 0 && source === wanted && told < end;
  }
}

/** Takes all rows before `end` from the heads of the wires. At least one head is taken whole. */
function takeUntil(wires: readonly Wire[], end: number): Frame[] {
  const parts: Frame[] = [];
  let from = Infinity;
  for (const { waiting } of wires) {
    const [head] = waiting;
    from = Math.min(from, head.lineage.from);
    if (head.lineage.to <= end) {
      parts.push(head);
      waiting.shift();
      continue;
    }
    const count = rowsBefore(head, end);
    const before = head.slice(0, count);
    const behind = head.slice(count, head.length);
    const { from: start, to } = head.lineage;
    parts.push(withLineage(before, { ...before.lineage, from: start, to: end, ids: idsOf(head, 0, count) }));
    waiting[0] = withLineage(behind, {
      ...behind.lineage,
      from: end,
      to,
      ids: idsOf(head, count, head.length),
    });
  }
  const filled = parts.filter((part) => part.length > 0);
  const [first = parts[0]] = filled;
  const { lineage } = first;
  if (filled.length > 1) return mergeById(filled, { ...lineage, from, to: end });
  if (lineage.from === from && lineage.to === end) return [first];
  return [withLineage(first, { ...lineage, from, to: end, ids: idsOf(first, 0, first.length) })];
}

/** How many rows at the beginning have ids before `end`. */
function rowsBefore({ lineage, length }: Frame, end: number): number {
  let row = 0;
  while (row < length && rowId(lineage, row) < end) row++;
  return row;
}
