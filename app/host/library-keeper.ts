// The model library, for every window of a program: what is there, what is being installed, and how to stop it.

import { readFile } from "node:fs/promises";
import { systemClock } from "../../engine/host/clock.ts";
import { referenceTo } from "../../engine/document/model-reference.ts";
import { CATALOGUE, offeredBesides } from "../../engine/library/catalogue.ts";
import type { LibraryEntry } from "../../engine/library/entry.ts";
import { Library } from "../../engine/library/library.ts";
import { entryOf } from "../../engine/library/shipped.ts";
import { Network } from "../../engine/library/network.ts";
import type { InstallParts } from "../../engine/library/offer.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { EventOf, Reply, Request } from "../bridge/calls.ts";

export interface LibraryNews {
  step(step: EventOf<"library.step">): void;
  /** What is installed is no longer the same. */
  changed(): void;
}

/** A download tells of thousands of pieces. */
const EVERY_MS = 100;

export class LibraryKeeper {
  readonly #news: LibraryNews;
  /** By source: what is looked at or installed. */
  readonly #working = new Map<string, AbortController>();

  constructor(news: LibraryNews) {
    this.#news = news;
  }

  list(): Reply<"library.list"> {
    const library = new Library();
    const there = library.list();
    const shown = (entry: LibraryEntry, is: "installed" | "shipped" | "offered") => {
      const download = CATALOGUE.find(({ name }) => name === entry.name)?.download ?? null;
      return { ...entry, files: [...entry.files], is, download };
    };
    return {
      folder: library.folder,
      entries: [
        ...there.map(({ shipped, ...entry }) => shown(entry, shipped ? "shipped" : "installed")),
        ...offeredBesides(there).map((entry) => shown(entryOf(entry), "offered")),
      ],
    };
  }

  /** The text of an entry's licence; null where there is none, or the entry is not there yet. */
  async licence(name: string): Promise<string | null> {
    const library = new Library();
    const file = library.find(name)?.licence.file;
    if (!file) return null;
    return readFile(library.pathOf(referenceTo({ name, file })), "utf8").catch(() => null);
  }

  look({ source, offline }: Request<"library.look">): Promise<Reply<"library.look">> {
    return this.#work(source, offline, async (_library, parts) => {
      const { lookUp } = await import("../../engine/library/install.ts");
      const { take: _, ...offer } = await lookUp(source, parts);
      return { offer };
    });
  }

  async install({
    source,
    name,
    sha256,
    pinned,
    offline,
  }: Request<"library.install">): Promise<Reply<"library.install">> {
    return this.#work(source, offline, async (library, parts) => {
      const { install, lookUp } = await import("../../engine/library/install.ts");
      const wishes = { name, sha256, pinned: pinned && new Map(Object.entries(pinned)) };
      const { folder: _, ...entry } = await install(library, await lookUp(source, parts), wishes, parts);
      this.#news.changed();
      return { name: entry.name, files: entry.files.map(({ path }) => path) };
    });
  }

  async remove(name: string): Promise<void> {
    const library = new Library();
    const found = library.find(name);
    if (found?.shipped) throw shipped(name);
    const { removeEntry } = await import("../../engine/library/store.ts");
    await removeEntry(library, name);
    this.#news.changed();
  }

  /** Nothing to do where none goes on. */
  stop(source: string): void {
    this.#working.get(source)?.abort();
  }

  close(): void {
    for (const work of this.#working.values()) work.abort();
  }

  async #work<T>(
    source: string,
    offline: boolean,
    work: (library: Library, parts: InstallParts) => Promise<T>,
  ): Promise<T> {
    if (this.#working.has(source)) throw busy(source);
    const stop = new AbortController();
    this.#working.set(source, stop);
    const network = new Network({ offline });
    const library = new Library();
    let toldAt = -Infinity;
    let before = "";
    try {
      return await work(library, {
        network,
        clock: systemClock,
        downloads: library.places.downloads,
        signal: stop.signal,
        onStep: (step) => {
          const now = systemClock.monotonic();
          const isMore = step.step === before && step.received !== step.total;
          if (isMore && now - toldAt < EVERY_MS) return;
          toldAt = now;
          before = step.step;
          this.#news.step({ source, ...step });
        },
      });
    } catch (thrown) {
      throw stop.signal.aborted ? stopped() : thrown;
    } finally {
      this.#working.delete(source);
      await network.close();
    }
  }
}

function busy(source: string): MillraceError {
  return new MillraceError("INSTALL_BUSY", {
    message: `"${source}" is being installed already.`,
    hint: "Wait until it is done, or stop it.",
  });
}

function stopped(): MillraceError {
  return new MillraceError("INSTALL_STOPPED", {
    message: "It was stopped; nothing was installed.",
    hint: "Install it again when you want it: it goes on from what has come.",
  });
}

function shipped(name: string): MillraceError {
  return new MillraceError("MODEL_ENTRY_SHIPPED", {
    message: `"${name}" comes with Millrace and cannot be removed.`,
    hint: "Nothing has to be done: it takes no place of its own in the library.",
  });
}
