// Opening, saving and closing workflows; their journals; changes by others. One for each window.

import { randomUUID } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import type { Reply, Request } from "../bridge/calls.ts";
import type { Opened, Recent } from "../bridge/shapes.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { removeUnused } from "./imported-files.ts";
import { claimJournalOf, freshJournalOf, removeJournal, textOfGone } from "./left-journals.ts";
import type { Memory } from "./memory.ts";
import type { PageNames } from "./page-names.ts";
import { readOrRecall } from "./read-or-recall.ts";
import { hashOnDisk, type TextOnDisk } from "./read-workflow-file.ts";
import { saveWorkflow } from "./save-workflow.ts";
import type { Session } from "./session.ts";
import { hashOf } from "./text-hash.ts";
import {
  claimUntitled,
  dropUntitled,
  EMPTY_TEXT,
  newUntitled,
  removeUntitled,
  trustUntitled,
} from "./untitled.ts";
import { watchPlace } from "./watch-file.ts";
import { workflowName } from "./workflow-name.ts";

export interface DocumentsListener {
  /** The engine has to know it, or know it anew. */
  opened(session: Session): void;
  closed(session: Session): void;
  changed(session: Session, hash: string | null): void;
  /** This window has written a file; others may have it open. */
  saved(path: string): void;
}

interface OpenOptions {
  readonly trusted: boolean;
  /** The page shows what it, or the one before it, has shown. */
  readonly again: boolean;
}

export class Documents {
  readonly #sessions = new Map<string, Session>();
  readonly #memory: Memory;
  readonly #appData: string;
  readonly #pages: PageNames;
  readonly #listener: DocumentsListener;

  constructor(memory: Memory, appData: string, pages: PageNames, listener: DocumentsListener) {
    this.#memory = memory;
    this.#appData = appData;
    this.#pages = pages;
    this.#listener = listener;
  }

  session(id: string): Session {
    const session = this.#sessions.get(id);
    if (session) return session;
    throw new MillraceError("SESSION_UNKNOWN", {
      message: "The host does not know this workflow any more.",
      hint: "Open it again; changes that were not saved are in its journal.",
    });
  }

  has(id: string): boolean {
    return this.#sessions.has(id);
  }

  /** A new one; `untitled` names one that was never saved and is gone on with. */
  async create({ untitled, from }: Request<"document.create">): Promise<Opened> {
    const claimed =
      untitled === undefined
        ? newUntitled(this.#appData, this.#pages, from ? { ...from, trusted: false } : null)
        : claimUntitled(this.#appData, this.#pages, untitled);
    const { folder, name, text, trusted, journal, recovery } = await claimed;
    const allowed = untitled === undefined ? [] : await this.#memory.allowed(folder);
    const more = { hash: null, leftJournal: null };
    const session = this.#add({ path: null, name, folder, allowed, journal, trusted, ...more });
    return this.#reply(session, text, recovery);
  }

  async open(given: string, { trusted, again }: OpenOptions): Promise<Opened> {
    const path = resolve(given);
    const file = await readOrRecall(path, this.#appData, { ...this.#pages, again });
    if (trusted) await this.#memory.trust(file.hash);
    const mayRun = trusted || (await this.#memory.isTrusted(file.hash));
    return this.#open(path, file, { trusted: mayRun, again });
  }

  async #open(
    path: string,
    { text, hash, gone = false }: TextOnDisk & { readonly gone?: boolean },
    { trusted, again }: OpenOptions,
  ): Promise<Opened> {
    const who = { ...this.#pages, again, gone };
    const { journal, recovery, leftJournal } = await claimJournalOf(path, text, this.#appData, who);
    const session = this.#add({
      path,
      name: workflowName(path),
      folder: dirname(path),
      hash,
      trusted,
      allowed: await this.#memory.allowed(path),
      journal,
      leftJournal,
    });
    if (gone) {
      session.seenHash = null;
      await journal.keepText();
    }
    await this.#memory.opened(path);
    return { ...this.#reply(session, text, recovery), gone };
  }

  /** Null while the session is known; else what it was is opened anew, as the one who comes back last read or wrote it. */
  async rejoin({ session, path, untitled, hash }: Request<"document.rejoin">): Promise<Opened | null> {
    if (this.has(session)) {
      this.#tellChange(this.session(session));
      return null;
    }
    if (path === null) return this.create({ untitled: untitled ?? undefined });
    const isThere = (await hashOnDisk(path)) !== null;
    // Of a file that was deleted meanwhile, the one who comes back has all that there is.
    const opened = isThere
      ? await this.open(path, { trusted: false, again: true })
      : await this.#open(path, { text: EMPTY_TEXT, hash: null, gone: true }, { trusted: false, again: true });
    this.session(opened.session).hash = hash;
    return opened;
  }

  /** One that is gone is there as long as somebody has left what it held. */
  async recent(): Promise<Recent[]> {
    const isLeft = async (path: string) =>
      (await textOfGone(path, this.#appData, { ...this.#pages, again: false })) !== null;
    const items = await this.#memory.recent();
    return Promise.all(
      items.map(async (item) => ({ ...item, exists: item.exists || (await isLeft(item.path)) })),
    );
  }

  async dropUntitled(id: string): Promise<void> {
    await this.#memory.forget(await dropUntitled(this.#appData, id));
  }

  async save({ session: id, ...request }: Request<"document.save">): Promise<Reply<"document.save">> {
    const session = this.session(id);
    const { path, saved, hash } = await saveWorkflow(session, request);
    if (saved) await this.#becomes(session, path, request.text);
    // The page is told by the answer.
    else if (path === session.path) session.seenHash = hash;
    return { saved, changed: !saved, path, name: workflowName(path), hash };
  }

  async journal({ session, commands, steps = [] }: Request<"document.journal">): Promise<void> {
    const { journal, path, seenHash } = this.session(session);
    if (commands.length > 0) return journal.append({ commands, steps });
    await journal.empty();
    // Nothing else has what the file held.
    if (path !== null && seenHash === null) await journal.keepText();
  }

  async forget(id: string): Promise<void> {
    const session = this.session(id);
    const { leftJournal } = session;
    session.leftJournal = null;
    if (leftJournal !== null) await removeJournal(leftJournal);
  }

  /** The person closed it: what was not saved is not wanted. */
  async close(id: string): Promise<void> {
    const session = this.session(id);
    if (session.journal.isHeld) await session.journal.empty();
    await this.#drop(session);
    if (session.path === null) await this.#removeUntitled(session.folder);
    else await removeUnused(session.imported, session.path);
  }

  async trust({ session: id, text }: Request<"document.trust">): Promise<void> {
    const session = this.session(id);
    await this.#memory.trust(hashOf(text));
    // What is in the file may be laid out in another way, and without what was edited since.
    if (session.hash !== null) await this.#memory.trust(session.hash);
    if (session.path === null) await trustUntitled(session.folder);
    session.trusted = true;
    this.#listener.opened(session);
  }

  /** The person chose a file or a folder for this workflow. */
  async allow(session: Session, path: string): Promise<void> {
    if (session.allowed.includes(path)) return;
    session.allowed = [...session.allowed, path];
    await this.#memory.allow(session.path ?? session.folder, session.allowed);
    this.#listener.opened(session);
  }

  /** Somebody has written the file: another window at once, another program when the system says so. */
  async look(path: string): Promise<void> {
    for (const session of this.#sessions.values()) {
      if (session.path !== path) continue;
      const hash = await hashOnDisk(path);
      if (hash === session.seenHash) continue;
      session.seenHash = hash;
      // Where that fails, the page still has it.
      await (hash === null ? session.journal.keepText() : session.journal.dropText()).catch(() => {});
      if (this.#sessions.has(session.id)) this.#listener.changed(session, hash);
    }
  }

  /** A page whose connection was broken has missed it. */
  #tellChange(session: Session): void {
    if (session.seenHash !== session.hash) this.#listener.changed(session, session.seenHash);
  }

  /** Sessions on the same workflow whose page is gone. */
  leftOf({ path, folder }: Session): string[] {
    const same = [...this.#sessions.values()].filter(
      (session) => session.journal.isLeft && session.path === path && session.folder === folder,
    );
    return same.map(({ id }) => id);
  }

  /** The page is gone, or its connection broke: whoever opens these workflows now may go on with their journals and runs. */
  leave(): void {
    for (const { journal } of this.#sessions.values()) journal.leave();
  }

  async returned(): Promise<void> {
    for (const session of this.#sessions.values()) {
      if (session.journal.isHeld) session.journal.rejoin();
      else await this.#drop(session);
    }
  }

  /** The window is gone. Journals stay for the next time. */
  async closeAll(): Promise<void> {
    for (const session of this.#sessions.values()) await this.#drop(session);
  }

  #add(parts: Omit<Session, "id" | "seenHash" | "imported" | "stopWatching">): Session {
    const more = { seenHash: parts.hash, imported: [], stopWatching: () => {} };
    const session = { ...parts, ...more, id: randomUUID() };
    this.#sessions.set(session.id, session);
    this.#watch(session);
    this.#listener.opened(session);
    return session;
  }

  #watch(session: Session): void {
    session.stopWatching();
    const { path } = session;
    if (path !== null) session.stopWatching = watchPlace(path, () => void this.look(path));
  }

  async #drop(session: Session): Promise<void> {
    this.#sessions.delete(session.id);
    session.stopWatching();
    this.#listener.closed(session);
    await session.journal.release();
  }

  /** The session after it was saved. */
  async #becomes(session: Session, path: string, text: string): Promise<void> {
    const { path: oldPath, folder: oldFolder } = session;
    const hash = hashOf(text);
    session.hash = hash;
    session.seenHash = hash;
    await session.journal.empty(text);
    if (session.trusted) await this.#memory.trust(hash);
    if (path !== oldPath) {
      session.path = path;
      session.name = workflowName(path);
      session.folder = dirname(path);
      // What it used beside itself it may still use; the folder of an untitled one goes.
      if (oldPath !== null && session.folder !== oldFolder) session.allowed = [...session.allowed, oldFolder];
      await session.journal.release();
      session.journal = await freshJournalOf(path, text, this.#appData, this.#pages);
      session.leftJournal = null;
      if (session.allowed.length > 0) await this.#memory.allow(path, session.allowed);
      this.#watch(session);
      this.#listener.opened(session);
      if (oldPath === null) await this.#removeUntitled(oldFolder);
      await this.#memory.opened(path);
    }
    this.#listener.saved(path);
  }

  async #removeUntitled(folder: string): Promise<void> {
    await removeUntitled(folder);
    await this.#memory.forget(folder);
  }

  #reply(session: Session, text: string, recovery: Opened["recovery"]): Opened {
    const { id, path, name, folder, hash, trusted } = session;
    return {
      session: id,
      path,
      untitled: path === null ? basename(folder) : null,
      name,
      text,
      hash,
      trusted,
      recovery,
    };
  }
}
