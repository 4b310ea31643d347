// The bounded queue in front of a node: where frames wait for their turn, wire by wire.

import type { Frame } from "../frames/frame.ts";
import { canConcat, concatFrames } from "../frames/concat.ts";

/** A frame in front of a node; `frame` null says that the wire has ended. */
export interface QueueItem {
  readonly frame: Frame | null;
  readonly port: string;
  readonly wire: number;
  /** The frames of this wire that wait: one object for all its items. */
  readonly backlog: { frames: number };
}

/** A sender that waits until so few frames of its wire are left. */
interface Sender {
  readonly backlog: QueueItem["backlog"];
  readonly left: number;
  /** It shares its source with another wire: it is let go when the reader wants one wire only. */
  readonly elastic: boolean;
  readonly resume: () => void;
}

/** Frames a wire may hold before its sender waits; short frames may gather for a batch. */
const MAX_FRAMES = 4;
const MAX_SHORT_FRAMES = 256;
const SHORT_ROWS = 32;

/** Elements of a tensor column from which a frame is not small, however few rows it has. */
const BULKY_ELEMENTS = 65_536;
/**
 * While one is worked on, one waits and the next is being made. What waits longer outlives a collection of young objects, and then stays until
 * the whole heap is looked through.
 */
const MAX_BULKY_FRAMES = 1;

/** Eight pictures are few rows, and 256 times eight of them a gigabyte. */
function isBulky({ length, columns }: Frame): boolean {
  for (const column of columns) {
    if (column.layout === "tensor" && length * column.rowSize > BULKY_ELEMENTS) return true;
    if (column.layout !== "object") continue;
    if (column.type.type === "image" || column.type.type === "audio") return true;
  }
  return false;
}

/** How many frames like this one may wait. */
function mostWaiting(frame: Frame): number {
  if (isBulky(frame)) return MAX_BULKY_FRAMES;
  return frame.length < SHORT_ROWS ? MAX_SHORT_FRAMES : MAX_FRAMES;
}

/**
 * The queue in front of a node with several wires, or one that works on several frames at once. Each wire has its own
 * bound. `elastic` wires make their sender wait only while the reader takes whatever is there: they share a source with another
 * wire, so that a full one could stop the very frame that a reader is waiting for.
 */
export class InputQueue {
  /** Taken items are null until they are swept away. */
  readonly #items: (QueueItem | null)[] = [];
  #head = 0;
  #open: number;
  #wakeReader: (() => void) | null = null;
  #senders: Sender[] = [];
  #released = false;
  /** Whether its reader waits for an item that it may take. */
  readerWaits = false;
  #wanted: { readonly wire: number; readonly port?: string } | null = null;
  deepest = 0;

  constructor(wires: number) {
    this.#open = wires;
  }

  /** Only items of this wire are given out, and of this port where one is named; null = any. */
  get wanted(): { readonly wire: number; readonly port?: string } | null {
    return this.#wanted;
  }

  set wanted(wanted: { readonly wire: number; readonly port?: string } | null) {
    this.#wanted = wanted;
    if (wanted) this.#wake();
  }

  push(item: QueueItem & { readonly frame: Frame }, elastic: boolean): Promise<void> | void {
    if (this.#released) return;
    const waiting = ++item.backlog.frames;
    item.frame.arena?.hold();
    this.#items.push(item);
    this.deepest = Math.max(this.deepest, this.#items.length - this.#head);
    this.#wakeReader?.();
    const bound = mostWaiting(item.frame);
    if (waiting > bound && !(elastic && this.#wanted)) return this.#room(item.backlog, bound, elastic);
  }

  /** A wire has ended; its reader is told after the frames that still wait. */
  close(item: QueueItem & { readonly frame: null }): void {
    this.#items.push(item);
    this.#wakeReader?.();
  }

  /** Lets all senders go on and takes nothing more (the node has finished or the run has stopped). */
  release(): void {
    this.#released = true;
    this.#wake();
  }

  /**
   * The next item (joined with those behind it up to `rows` rows), or null when all wires have ended. A promise only
   * where nothing is there yet. Whoever takes it releases its frame's arena when it is done.
   */
  take(rows: number): QueueItem | null | Promise<QueueItem | null> {
    const index = this.#next();
    if (index >= 0) return this.#remove(index, rows);
    return this.#open === 0 ? null : this.#wait(rows);
  }

  /** Whether an item is here that its reader may take. */
  get hasNext(): boolean {
    return this.#next() >= 0;
  }

  /** Whether an item is here, also one that its reader does not want now. */
  get isEmpty(): boolean {
    return this.#items.every((item) => item === null);
  }

  async #wait(rows: number): Promise<QueueItem | null> {
    this.readerWaits = true;
    await new Promise<void>((wake) => (this.#wakeReader = wake));
    this.readerWaits = false;
    return this.take(rows);
  }

  /** Resolves when half the bound is free: a sender that is woken for each frame costs more than a short frame. */
  #room(backlog: Sender["backlog"], bound: number, elastic: boolean): Promise<void> {
    return new Promise((resume) => this.#senders.push({ backlog, left: bound >> 1, elastic, resume }));
  }

  #wake(): void {
    const waiting = this.#senders;
    if (waiting.length === 0) return;
    const free = ({ backlog, left, elastic }: Sender) =>
      this.#released || backlog.frames <= left || (elastic && this.#wanted !== null);
    if (!waiting.some(free)) return;
    this.#senders = waiting.filter((sender) => !free(sender));
    for (const sender of waiting) if (free(sender)) sender.resume();
  }

  #next(): number {
    for (let i = this.#head; i < this.#items.length; i++) {
      const item = this.#items[i];
      if (item && (this.wanted === null || this.#isWanted(item))) return i;
    }
    return -1;
  }

  #isWanted({ wire, port }: QueueItem): boolean {
    const { wanted } = this;
    return wanted?.wire === wire && (wanted.port === undefined || wanted.port === port);
  }

  #remove(index: number, rows: number): QueueItem {
    const item = this.#items[index]!;
    this.#items[index] = null;
    if (!item.frame) {
      this.#open--;
      if (this.#isWanted(item)) this.wanted = null;
      this.#sweep();
      return item;
    }
    const joined = rows > item.frame.length ? this.#join(index, item, item.frame, rows) : [item.frame];
    item.backlog.frames -= joined.length;
    this.#sweep();
    this.#wake();
    if (joined.length === 1) return item;
    for (const { arena } of joined) arena?.keep();
    return { ...item, frame: concatFrames(joined) };
  }

  /** Takes the frames of the same wire that stand directly behind `index`, as long as the rows do. */
  #join(index: number, { port, wire }: QueueItem, first: Frame, rows: number): Frame[] {
    const joined = [first];
    // Joining copies: what is much by itself gains nothing from company.
    if (isBulky(first)) return joined;
    let length = first.length;
    for (let i = index + 1; i < this.#items.length; i++) {
      const next = this.#items[i];
      if (!next) continue;
      if (!next.frame || next.port !== port || next.wire !== wire) break;
      if (length + next.frame.length > rows || !canConcat(first, next.frame)) break;
      joined.push(next.frame);
      length += next.frame.length;
      this.#items[i] = null;
    }
    return joined;
  }

  #sweep(): void {
    while (this.#head < this.#items.length && this.#items[this.#head] === null) this.#head++;
    if (this.#head === this.#items.length || this.#head > 1024) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
  }
}
