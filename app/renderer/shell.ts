// What is around the workflow: opening and closing files, dialogs, messages. One for the window.

import { notifications } from "@mantine/notifications";
import type { Failure, KindDescription, Opened, Scheme } from "../bridge/shapes.ts";
import type { Reply } from "../bridge/calls.ts";
import type { PickOptions, Shell as ActionShell } from "./actions/action.ts";
import { save } from "./actions/save-flow.ts";
import { failureOf } from "./failure.ts";
import type { Link } from "./host/find-bridge.ts";
import { remember, shownAs, shownBefore } from "./host/open-again.ts";
import { forgetPagesBefore } from "./host/page-names.ts";
import { isDirty } from "./stores/document.ts";
import { createHostStore, whyAway, type HostStore } from "./stores/host.ts";
import { readOpened } from "./stores/unreadable.ts";
import { filesText as text } from "./strings/files.ts";
import { ask } from "./ui/ask.tsx";
import { openWorkspace, type Workspace } from "./workspace.tsx";

// Whoever has the shell at hand takes it from here.
export { failureOf };

export type ShellState =
  | { readonly show: "loading" }
  | { readonly show: "start" }
  | { readonly show: "editor"; readonly workspace: Workspace }
  | { readonly show: "trouble"; readonly title: string; readonly failure: Failure };

export interface Shell extends ActionShell {
  readonly link: Link;
  /** Whether the host and its engine are there. */
  readonly host: HostStore;
  readonly info: () => Reply<"app.info"> | null;
  /** Light or dark; null while the person has chosen nothing. */
  readonly scheme: () => Scheme | null;
  /** Loads what every screen needs; answers how to stop. */
  begin(): () => void;
  /** The file dialog that is to be drawn, for hosts without one of their own. */
  readonly dialog: DialogSlot;
  /** Opens what the host has opened, in place of what is open. */
  show(opened: Opened): void;
  /** Asks about unsaved changes, then opens. A failure is told, and what is open stays. */
  opening(open: () => Promise<Opened>): Promise<void>;
}

/** One dialog at a time: drawn by ui/files/file-dialog.tsx. */
export interface DialogSlot {
  current: { readonly options: PickOptions; readonly answer: (path: string | null) => void } | null;
  readonly listeners: Set<() => void>;
}

export function createShell(link: Link, setState: (state: ShellState) => void): Shell {
  const { bridge } = link;
  let info: Reply<"app.info"> | null = null;
  let scheme: Scheme | null = null;
  let kinds: ReadonlyMap<string, KindDescription> = new Map();
  let workspace: Workspace | null = null;
  const sessionOf = () => workspace?.document.getState().session ?? null;
  const host = createHostStore(link, {
    session: sessionOf,
    async rejoin() {
      info = await bridge.app.info({});
      await workspace?.document.rejoin();
      await workspace?.run.takeUp();
    },
  });
  const dialog: DialogSlot = { current: null, listeners: new Set() };
  const setDialog = (current: DialogSlot["current"]) => {
    dialog.current = current;
    for (const listener of dialog.listeners) listener();
  };

  const trouble = (title: string, thrown: unknown) =>
    setState({ show: "trouble", title, failure: failureOf(thrown) });
  /** Messages of when Millrace did not answer: untrue once it does. */
  const toldAway = new Set<string>();
  link.onState((connected) => {
    if (!connected) return;
    for (const id of toldAway) notifications.hide(id);
    toldAway.clear();
  });
  const notify: Shell["notify"] = ({ title, text: message, level }) => {
    // The same once more would stand beside itself.
    const id = `${title}\n${message}`;
    if (shell.whyAway() !== null) toldAway.add(id);
    void notifications.show({
      id,
      title,
      message,
      color: level === "error" ? "red" : "gray",
      autoClose: level === "error" ? 12_000 : 4000,
      role: level === "error" ? "alert" : "status",
    });
  };
  const confirm: Shell["confirm"] = async ({ title, text: words, yes, no, danger }) => {
    const choices = [
      { value: "no", label: no },
      { value: "yes", label: yes, danger },
    ] as const;
    return (await ask({ title, text: words, choices })) === "yes";
  };
  const mayThrowAway = (name: string) =>
    confirm({
      title: text.reloadTitle,
      text: text.reloadText(name),
      yes: text.reloadYes,
      no: text.cancel,
      danger: true,
    });
  const leave = async (): Promise<boolean> => {
    if (!workspace || !isDirty(workspace.document.getState())) return true;
    const answer = await ask({
      title: text.unsaved,
      text: text.unsavedText(workspace.document.getState().name),
      choices: [
        { value: "stay", label: text.stay },
        { value: "leave", label: text.leave, danger: true },
        { value: "save", label: text.save },
      ],
    });
    if (answer === "save") return save(workspace, shell);
    return answer === "leave";
  };
  /**
   * The journal is emptied, or the next one who opens the file gets back what was thrown away. Not before something else is there to
   * be shown: until then everything may stay.
   */
  const forget = async (left: Workspace | null): Promise<void> => {
    if (!left || !isDirty(left.document.getState())) return;
    await bridge.document
      .journal({ session: left.document.getState().session, commands: [] })
      .catch(() => {});
  };
  const close = () => {
    workspace?.close();
    workspace = null;
    host.setState({ crash: null, refused: null });
  };
  /** The host keeps it: what the page remembers is gone at another port. */
  const keepScheme = ({ ui }: Workspace) => {
    if (scheme !== null) ui.setState({ scheme });
    ui.subscribe((now, before) => {
      if (now.scheme === before.scheme) return;
      scheme = now.scheme;
      void bridge.app.scheme({ scheme }).catch(() => {});
    });
  };
  /** For a page that is loaded anew in this tab. */
  const keepRemembering = (shown: Workspace) => {
    const { document, run } = shown;
    const rememberNow = () => {
      // A run that was about to begin may answer after the workflow was left.
      if (workspace === shown) remember(shownAs(document.getState(), run.getState().running !== null));
    };
    rememberNow();
    document.subscribe((now, last) => now.path !== last.path && rememberNow());
    run.subscribe((now, last) => now.running !== last.running && rememberNow());
  };
  /** `ran`: this page showed it before it was loaded anew, and a run of it went on. */
  const show = (opened: Opened, ran = false) => {
    close();
    try {
      workspace = openWorkspace(bridge, kinds, opened);
      keepScheme(workspace);
      keepRemembering(workspace);
      // What is only offered stays theirs until somebody has looked at it.
      if (opened.recovery === null || opened.recovery.base === null) forgetPagesBefore();
      // Where the connection breaks, it is tried again with the next one.
      void workspace.run.takeUp({ wanted: ran }).catch(() => {});
      setState({ show: "editor", workspace });
    } catch (thrown) {
      // To try again, the page is loaded anew.
      remember(opened.path === null ? { show: "start" } : shownAs(opened));
      trouble(text.cannotOpen(opened.name), thrown);
    }
  };
  const showStart = () => {
    remember({ show: "start" });
    setState({ show: "start" });
  };
  /** Throws where there is nothing in the file to show; what is shown may be all that there is of it. */
  const readable = async (open: () => Promise<Opened>): Promise<Opened> => {
    const opened = await open();
    try {
      readOpened(opened);
    } catch (thrown) {
      await bridge.document.close({ session: opened.session });
      throw thrown;
    }
    return opened;
  };
  /** Whether there is something to show now: a workflow, or why it cannot be shown. That takes the place of no workflow. */
  const attempt = async (open: () => Promise<Opened>, ran = false): Promise<boolean> => {
    try {
      const opened = workspace === null ? await open() : await readable(open);
      await forget(workspace);
      show(opened, ran);
      return true;
    } catch (thrown) {
      tellFailure(text.openFailed, thrown);
      return false;
    }
  };
  const tellFailure = (title: string, thrown: unknown) => {
    const { message, hint = "" } = failureOf(thrown);
    notify({ title, text: `${message} ${hint}`, level: "error" });
  };
  const opening = async (open: () => Promise<Opened>): Promise<void> => {
    if (await leave()) await attempt(open);
  };

  const shell: Shell = {
    link,
    host,
    dialog,
    info: () => info,
    scheme: () => scheme,
    kinds: () => kinds,
    workspace: () => workspace,
    whyAway: () => whyAway(host.getState()),
    notify,
    confirm,
    ask,
    show,
    opening,
    openPath: (path) => opening(() => bridge.document.open({ path })),
    openTemplate: (name) => opening(() => bridge.template.open({ name })),
    create: () => opening(() => bridge.document.create({})),
    async reload() {
      if (!workspace) return;
      const { path, name } = workspace.document.getState();
      if (path === null || (isDirty(workspace.document.getState()) && !(await mayThrowAway(name)))) return;
      try {
        show(await readable(() => bridge.document.open({ path })));
      } catch (thrown) {
        tellFailure(text.reloadFailed, thrown);
      }
    },
    pick: async (options) => {
      if (info?.dialogs)
        return (await bridge.file.pick({ ...options, extensions: [...options.extensions] })).path;
      return new Promise((resolve) =>
        setDialog({
          options,
          answer: (path) => {
            setDialog(null);
            resolve(path);
          },
        }),
      );
    },
    showStart() {
      void leave().then(async (left) => {
        if (!left) return;
        await forget(workspace);
        close();
        showStart();
      });
    },
    begin() {
      const load = async () => {
        info = await bridge.app.info({});
        scheme = info.scheme;
        kinds = new Map((await bridge.catalog.kinds({})).kinds.map((kind) => [kind.kind, kind]));
        const before = shownBefore();
        const shown = before ?? shownAs({ path: info.open, untitled: null });
        if (shown.show === "start") return showStart();
        const open = () =>
          shown.show === "untitled"
            ? bridge.document.create({ untitled: shown.id })
            : bridge.document.open({ path: shown.path, ...(before && { again: true }) });
        if (!before) return show(await open());
        // What was there before may be gone by now: that is told, and is no reason to show nothing.
        if (!(await attempt(open, shown.ran))) showStart();
      };
      load().catch((thrown: unknown) => trouble(text.couldNotStart, thrown));
      const warn = (event: BeforeUnloadEvent) => {
        // A run is ended when no page takes it up in time.
        const runs = workspace !== null && workspace.run.getState().running !== null;
        if (runs || (workspace && isDirty(workspace.document.getState()))) event.preventDefault();
      };
      window.addEventListener("beforeunload", warn);
      const offs = [
        host.listen(),
        bridge.on("document.changed", ({ session, hash }) => {
          if (session === sessionOf()) workspace?.document.fileChanged(hash);
        }),
        () => window.removeEventListener("beforeunload", warn),
      ];
      return () => offs.forEach((off) => off());
    },
  };
  return shell;
}
