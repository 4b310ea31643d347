// The open workflow: what it says, how it came to say it, and the way back. Every edit is a gesture: commands under one label.

import { createStore, type StoreApi } from "zustand/vanilla";
import { BridgeError, type Bridge } from "../../bridge/bridge.ts";
import type { Opened, Step } from "../../bridge/shapes.ts";
import { applyCommand } from "../../../engine/document/apply.ts";
import type { Command } from "../../../engine/document/command.ts";
import { invert } from "../../../engine/document/invert.ts";
import type { Issue } from "../../../engine/document/issue.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { folderOf } from "../../../engine/document/paths.ts";
import { refusalOf, type Refusal } from "../../../engine/document/refusal.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { FILE_VERSION } from "../../../engine/document/schema.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { documentText } from "../strings/document.ts";
import { readOnlyReason, refusedAsReadOnly } from "./read-only.ts";
import { historyOf, type DoneBefore } from "./history.ts";
import { leftOver, replacement } from "./recovery.ts";
import { rejoined, stateOnDisk, type KnownFile } from "./rejoin.ts";
import { readOpened } from "./unreadable.ts";

type Recovery = NonNullable<Opened["recovery"]>;

interface Gesture {
  readonly id: number;
  readonly label: string;
  readonly commands: readonly Command[];
  /** In the order in which they take it back. */
  readonly inverse: readonly Command[];
  /** Gestures with the same key that follow each other are one: typing into a field. */
  readonly merge: string | null;
}

export interface DocumentState {
  readonly session: string;
  readonly path: string | null;
  /** By what the host knows one that has no file; null for a file. */
  readonly untitled: string | null;
  readonly name: string;
  readonly document: WorkflowDocument;
  /** Counts all changes, undo and redo too. */
  readonly revision: number;
  /** Counts how often the files that it names were looked at anew. */
  readonly looked: number;
  /** Issues of the text it was read from. */
  readonly textIssues: readonly Issue[];
  readonly readOnly: boolean;
  readonly trusted: boolean;
  readonly undo: readonly Gesture[];
  readonly redo: readonly Gesture[];
  /** The gesture that was last when the file was saved; 0 = none since it was opened, -1 = never saved. */
  readonly savedAt: number;
  /** What has become of the file since it was last read or written here; "same" also where the person wants to know no more of it. */
  readonly onDisk: "same" | "changed" | "gone";
  /** Unsaved changes of an earlier session came back, which ended then; null once that has been seen. */
  readonly recovered: null | { readonly endedAt: number | null };
  /** What an earlier session left unsaved in a file that has changed since; null once that has been decided. */
  readonly leftOver: null | { readonly document: WorkflowDocument; readonly endedAt: number | null };
}

export interface SaveOptions {
  readonly path?: string;
  readonly force?: boolean;
}

export interface DocumentStore extends StoreApi<DocumentState> {
  /** One gesture. A refusal is answered and nothing has changed. */
  edit(label: string, commands: readonly Command[], merge?: string): Refusal | null;
  /** Ends a run of gestures that count as one: focus has left the field. */
  endMerge(): void;
  undo(): void;
  redo(): void;
  /** `changed`: somebody else has written the file, and nothing was saved. */
  save(options?: SaveOptions): Promise<{ readonly saved: boolean; readonly changed: boolean }>;
  trust(): Promise<void>;
  /** Back to what the file says, without a way forth; the journal begins anew. */
  throwAway(): void;
  /** Puts what an earlier session left in the place of what the file says now; one gesture. */
  takeLeftOver(): void;
  dropLeftOver(): void;
  /** Files may have come or gone, as after a run, or while the person was elsewhere: plan and sample are made anew. */
  lookAgain(): void;
  /** `hash`: of what lies on the disk now; null for nothing. */
  fileChanged(hash: string | null): void;
  /** Goes on with a host that has lost sight of it: see rejoin.ts. */
  rejoin(): Promise<void>;
  text(): string;
}

/** Whether something is here that no file has. */
export function isDirty({
  undo,
  savedAt,
  onDisk,
}: Pick<DocumentState, "undo" | "savedAt" | "onDisk">): boolean {
  return onDisk === "gone" || (undo.at(-1)?.id ?? 0) !== savedAt;
}

/** Throws `UnreadableWorkflow`. */
export function createDocumentStore(bridge: Bridge, opened: Opened): DocumentStore {
  const { document, issues, readOnly } = readOpened(opened);
  const state = createStore<DocumentState>(() => ({
    session: opened.session,
    path: opened.path,
    untitled: opened.untitled,
    name: opened.name,
    document,
    revision: 1,
    looked: 0,
    textIssues: issues,
    readOnly,
    trusted: opened.trusted,
    undo: [],
    redo: [],
    savedAt: 0,
    onDisk: opened.gone ? "gone" : "same",
    recovered: null,
    leftOver: null,
  }));
  const { getState, setState } = state;
  let gestures = 0;
  /** As it was last read or written. */
  let known: KnownFile = { text: opened.text, hash: opened.hash };

  const changed = (to: WorkflowDocument, more: Partial<DocumentState>) =>
    setState({ ...more, document: to, revision: getState().revision + 1 });
  let journaled: Promise<unknown> = Promise.resolve();
  /** `is`: what these commands are; absent where the journal begins anew. */
  const journal = (commands: readonly Command[], is?: Omit<Step, "at">) => {
    const steps = is && [{ at: 0, ...is }];
    journaled = bridge.document
      .journal({ session: getState().session, commands: [...commands], steps })
      .catch(() => {});
  };
  const decideLeftOver = () => {
    setState({ leftOver: null });
    // Not before it stands elsewhere: in between the program may be killed.
    void journaled.then(() => bridge.document.forget({ session: getState().session })).catch(() => {});
  };

  const edit = (label: string, commands: readonly Command[], merge: string | null = null): Refusal | null => {
    const state = getState();
    const reason = readOnlyReason(state);
    if (reason) return refusedAsReadOnly(reason);
    let next = state.document;
    const inverse: Command[] = [];
    for (const command of commands) {
      const refusal = refusalOf(next, command);
      if (refusal) return refusal;
      inverse.unshift(...invert(next, command));
      next = applyCommand(next, command);
    }
    if (inverse.length === 0) return null;
    const last = state.undo.at(-1);
    const joins =
      merge !== null && last?.merge === merge && state.redo.length === 0 && last.id !== state.savedAt;
    const gesture: Gesture = joins
      ? { ...last, commands: [...last.commands, ...commands], inverse: [...inverse, ...last.inverse] }
      : { id: ++gestures, label, commands, inverse, merge };
    changed(next, { undo: [...(joins ? state.undo.slice(0, -1) : state.undo), gesture], redo: [] });
    journal(commands, { is: joins ? "more" : "new", label });
    return null;
  };

  const move = (from: "undo" | "redo") => {
    const state = getState();
    const gesture = state[from].at(-1);
    if (!gesture) return;
    const commands = from === "undo" ? gesture.inverse : gesture.commands;
    const rest = state[from].slice(0, -1);
    // What is taken back is a gesture of its own from now on, whatever is typed next.
    const moved = { ...gesture, merge: null };
    const next = commands.reduce(applyCommand, state.document);
    if (from === "undo") changed(next, { undo: rest, redo: [...state.redo, moved] });
    else changed(next, { redo: rest, undo: [...state.undo, moved] });
    // Where all is as in the file again, there is nothing to bring back.
    if (isDirty(getState())) journal(commands, { is: from, label: gesture.label });
    else journal([]);
  };

  const text = () => writeWorkflow(getState().document);
  const { recovery } = opened;
  if (recovery?.base === null) bringBack(recovery);
  else if (recovery) offer(recovery);

  function bringBack(left: Recovery): void {
    const again = historyOf(document, left);
    if (again.undo.length === 0) return;
    const numbered = (done: DoneBefore): Gesture => ({ ...done, id: ++gestures, merge: null });
    changed(again.document, {
      undo: again.undo.map(numbered),
      redo: again.redo.map(numbered),
      recovered: { endedAt: left.endedAt },
    });
  }

  function offer(left: Recovery): void {
    const mine = leftOver(document, left);
    if (mine) setState({ leftOver: { document: mine, endedAt: left.endedAt } });
    else decideLeftOver();
  }

  /** One at a time: each opens the workflow anew where the host does not know it. */
  let rejoining: Promise<void> | null = null;
  /** What was last given to be saved, while nobody has said what became of it. */
  let sent: { readonly text: string; readonly at: number } | null = null;

  async function rejoin(): Promise<void> {
    await journaled;
    const then = getState();
    const back = await rejoined(bridge, then, { known, sent: sent?.text ?? null });
    known = back.known;
    const { document: now } = getState();
    // Plan and sample are asked for anew.
    changed(now, { ...back.news, ...(back.isSaved && { savedAt: sent!.at, recovered: null }) });
    if (back.isSaved) sent = null;
    // Edits that were made meanwhile went nowhere.
    if (now !== then.document) await rejoin();
  }

  /** Asks the host; one that has been started again meanwhile is told of the workflow first. */
  async function withSession<T>(ask: (session: string) => Promise<T>): Promise<T> {
    try {
      return await ask(getState().session);
    } catch (thrown) {
      if (!isUnknownSession(thrown)) throw thrown;
      await store.rejoin();
      return ask(getState().session);
    }
  }

  const store: DocumentStore = Object.assign(state, {
    edit: (label: string, commands: readonly Command[], merge?: string) => edit(label, commands, merge),
    endMerge() {
      const { undo } = getState();
      const last = undo.at(-1);
      if (last?.merge) setState({ undo: [...undo.slice(0, -1), { ...last, merge: null }] });
    },
    undo: () => move("undo"),
    redo: () => move("redo"),
    async save({ path, force }: SaveOptions = {}) {
      await rejoining?.catch(() => {});
      const { undo, path: before, readOnly, document: now } = getState();
      const at = undo.at(-1)?.id ?? 0;
      // A copy under another name is this version's own.
      const isOwn = readOnly && path !== undefined;
      const saved = isOwn ? { ...now, version: FILE_VERSION } : now;
      const written = writeWorkflow(saved);
      sent = { text: written, at };
      const reply = await withSession((session) =>
        bridge.document.save({ session, text: written, path, force }),
      );
      sent = null;
      if (reply.saved) {
        known = { text: written, hash: reply.hash };
        setState({
          path: reply.path,
          untitled: null,
          name: reply.name,
          savedAt: at,
          onDisk: "same",
          recovered: null,
        });
        // Plan and sample belong to the folder.
        if (before === null || folderOf(before) !== folderOf(reply.path)) changed(getState().document, {});
        if (isOwn) changed(saved, { readOnly: false, textIssues: readWorkflow(written).issues });
      } else if (reply.changed) setState({ onDisk: "changed" });
      return { saved: reply.saved, changed: reply.changed };
    },
    async trust() {
      await withSession((session) => bridge.document.trust({ session, text: text() }));
      setState({ trusted: true });
      // What nodes would give that reach out to others is asked for only now.
      changed(getState().document, {});
    },
    throwAway() {
      const { undo, document: now } = getState();
      const before = undo.toReversed().reduce((at, { inverse }) => inverse.reduce(applyCommand, at), now);
      changed(before, { undo: [], redo: [], savedAt: 0, recovered: null });
      journal([]);
    },
    takeLeftOver() {
      const { leftOver: left, document: now } = getState();
      if (!left || edit(documentText.restore, [replacement(now, left.document)])) return;
      decideLeftOver();
    },
    dropLeftOver: decideLeftOver,
    lookAgain: () => changed(getState().document, { looked: getState().looked + 1 }),
    fileChanged: (hash: string | null) => setState({ onDisk: stateOnDisk(hash, known) }),
    rejoin: () => (rejoining ??= rejoin().finally(() => (rejoining = null))),
    text,
  });
  return store;
}

/** The host is another one than that which gave the session its name. */
function isUnknownSession(thrown: unknown): boolean {
  return thrown instanceof BridgeError && thrown.failure.code === "SESSION_UNKNOWN";
}
