// The rows of one result of the preview, fetched in pages when they are to be seen, and kept while the result is.

import type { PreviewCell, PreviewPort } from "../../../bridge/shapes.ts";
import { isLostResult, wasAway } from "./engine-answers.ts";

export interface SampleRow {
  readonly cells: readonly PreviewCell[];
  /** Where the row came from, in words; empty while only the head of the sample is known. */
  readonly lineage: string;
}

export interface RowsReply {
  readonly rows: number;
  readonly cells: readonly (readonly PreviewCell[])[];
  readonly lineage: readonly string[];
}

export type LoadRows = (from: number, to: number) => Promise<RowsReply>;

export const PAGE_ROWS = 200;

type PageState = "loading" | "there" | Error;

export class SamplePages {
  readonly result: PreviewPort;
  readonly #load: LoadRows;
  readonly #known: SampleRow[];
  readonly #pages = new Map<number, PageState>();
  readonly #loading = new Map<number, Promise<void>>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(port: PreviewPort, load: LoadRows) {
    this.result = port;
    this.#load = load;
    // The head came with the result: the first rows are there at once, their lineage a moment later.
    this.#known = port.head.slice(0, port.rows).map((cells) => ({ cells, lineage: "" }));
  }

  get rows(): number {
    return this.result.rows;
  }

  row(index: number): SampleRow | undefined {
    return this.#known[index];
  }

  /** Counts arrivals; for `useSyncExternalStore`. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Why some page is not there. */
  get trouble(): string | null {
    return this.#failures.at(0)?.message ?? null;
  }

  /** Whether what could not be fetched is nowhere any more. */
  get isLost(): boolean {
    return this.#failures.some(isLostResult);
  }

  /** Whether to ask again is of use as soon as somebody answers. */
  get mayCome(): boolean {
    return this.#failures.some(wasAway);
  }

  /** Whether there is something to draw: the first page has come, or never will. */
  get isReady(): boolean {
    const first = this.#pages.get(0);
    return this.#known.length >= this.rows || (first !== undefined && first !== "loading");
  }

  get isWhole(): boolean {
    for (let page = 0; page < this.#pageCount; page++) if (this.#pages.get(page) !== "there") return false;
    return true;
  }

  /** Fetches the pages of rows `from` to `to` (excluded) that have not been asked for. */
  need(from: number, to: number): void {
    if (this.rows === 0) return;
    const last = Math.floor((Math.min(to, this.rows) - 1) / PAGE_ROWS);
    for (let page = Math.floor(Math.max(0, from) / PAGE_ROWS); page <= last; page++) void this.#fetch(page);
  }

  /** Every row, for sorting and copying; those that could not be fetched are missing. */
  async all(): Promise<readonly SampleRow[]> {
    await Promise.all(Array.from({ length: this.#pageCount }, (_, page) => this.#fetch(page)));
    return this.#known.filter((row) => row !== undefined);
  }

  /** Asks again for what could not be fetched. */
  retry(): void {
    const failed = [...this.#pages].filter(([, state]) => state instanceof Error);
    for (const [page] of failed) {
      this.#pages.delete(page);
      void this.#fetch(page);
    }
  }

  get #failures(): readonly Error[] {
    return [...this.#pages.values()].filter((state) => state instanceof Error);
  }

  get #pageCount(): number {
    return Math.ceil(this.rows / PAGE_ROWS);
  }

  async #fetch(page: number): Promise<void> {
    if (this.#pages.has(page)) return this.#loading.get(page);
    this.#pages.set(page, "loading");
    const loading = this.#fill(page);
    this.#loading.set(page, loading);
    await loading;
    this.#loading.delete(page);
  }

  async #fill(page: number): Promise<void> {
    const from = page * PAGE_ROWS;
    const to = Math.min(this.rows, from + PAGE_ROWS);
    try {
      const { cells, lineage } = await this.#load(from, to);
      for (const [at, row] of cells.slice(0, to - from).entries())
        this.#known[from + at] = { cells: row, lineage: lineage[at] ?? "" };
      this.#pages.set(page, "there");
    } catch (thrown) {
      this.#pages.set(page, thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
