// What is around the workflow: opening and closing files, dialogs, messages. One for the window.

import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { BridgeError } from "../bridge/bridge.ts";
import type { Failure, Opened } from "../bridge/shapes.ts";
import type { Reply } from "../bridge/calls.ts";
import type { KindDescription } from "../../engine/catalog/describe.ts";
import type { PickOptions, Shell as ActionShell } from "./actions/action.ts";
import type { Link } from "./host/find-bridge.ts";
import { isDirty, UnreadableWorkflow } from "./stores/document.ts";
import { openWorkspace, type Workspace } from "./workspace.tsx";

export type ShellState =
  | { readonly show: "loading" }
  | { readonly show: "start" }
  | { readonly show: "editor"; readonly workspace: Workspace }
  | { readonly show: "trouble"; readonly title: string; readonly failure: Failure };

export interface Shell extends ActionShell {
  readonly link: Link;
  readonly info: () => Reply<"app.info"> | null;
  readonly kinds: () => ReadonlyMap<string, KindDescription>;
  /** Loads what every screen needs; answers how to stop. */
  begin(): () => void;
  /** The file dialog that is to be drawn, for hosts without one of their own. */
  readonly dialog: DialogSlot;
  /** Opens what the host has opened; asks about unsaved changes first. */
  show(opened: Opened): void;
}

/** One dialog at a time: drawn by ui/file-dialog.tsx. */
export interface DialogSlot {
  current: { readonly options: PickOptions; readonly answer: (path: string | null) => void } | null;
  readonly listeners: Set<() => void>;
}

export function createShell(link: Link, setState: (state: ShellState) => void): Shell {
  const { bridge } = link;
  let info: Reply<"app.info"> | null = null;
  let kinds: ReadonlyMap<string, KindDescription> = new Map();
  let workspace: Workspace | null = null;
  const dialog: DialogSlot = { current: null, listeners: new Set() };
  const setDialog = (current: DialogSlot["current"]) => {
    dialog.current = current;
    for (const listener of dialog.listeners) listener();
  };

  const trouble = (title: string, thrown: unknown) =>
    setState({ show: "trouble", title, failure: failureOf(thrown) });
  const notify: Shell["notify"] = ({ title, text, level }) =>
    void notifications.show({ title, message: text, color: level === "error" ? "red" : "gray" });
  const confirm: Shell["confirm"] = ({ title, text, yes, no, danger }) =>
    new Promise((resolve) => {
      modals.openConfirmModal({
        title,
        children: text,
        labels: { confirm: yes, cancel: no },
        confirmProps: danger ? { color: "red" } : {},
        onConfirm: () => resolve(true),
        onCancel: () => resolve(false),
        onClose: () => resolve(false),
      });
    });
  const leave = async (): Promise<boolean> => {
    if (!workspace || !isDirty(workspace.document.getState())) return true;
    const { name } = workspace.document.getState();
    return confirm({
      title: "Unsaved changes",
      text: `"${name}" has changes that are not saved.`,
      yes: "Leave without saving",
      no: "Stay",
      danger: true,
    });
  };
  const close = () => {
    workspace?.close();
    workspace = null;
  };
  const show = (opened: Opened) => {
    close();
    try {
      workspace = openWorkspace(bridge, kinds, opened);
      setState({ show: "editor", workspace });
    } catch (thrown) {
      trouble(`"${opened.name}" cannot be opened`, thrown);
    }
  };
  const opening = async (open: () => Promise<Opened>): Promise<void> => {
    if (!(await leave())) return;
    try {
      show(await open());
    } catch (thrown) {
      const failure = failureOf(thrown);
      notify({ title: failure.message, text: failure.hint ?? "", level: "error" });
    }
  };

  return {
    link,
    dialog,
    info: () => info,
    kinds: () => kinds,
    notify,
    confirm,
    show,
    openPath: (path) => opening(() => bridge.document.open({ path })),
    openTemplate: (name) => opening(() => bridge.template.open({ name })),
    create: () => opening(() => bridge.document.create({})),
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
      void leave().then((left) => {
        if (!left) return;
        close();
        setState({ show: "start" });
      });
    },
    begin() {
      const load = async () => {
        info = await bridge.app.info({});
        kinds = new Map((await bridge.catalog.kinds({})).kinds.map((kind) => [kind.kind, kind]));
        if (info.open) show(await bridge.document.open({ path: info.open }));
        else setState({ show: "start" });
      };
      load().catch((thrown: unknown) => trouble("Millrace could not start", thrown));
      const warn = (event: BeforeUnloadEvent) => {
        if (workspace && isDirty(workspace.document.getState())) event.preventDefault();
      };
      window.addEventListener("beforeunload", warn);
      return () => window.removeEventListener("beforeunload", warn);
    },
  };
}

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof BridgeError) return thrown.failure;
  if (thrown instanceof UnreadableWorkflow) {
    const [issue] = thrown.issues;
    const place = issue?.line ? ` Line ${issue.line}, column ${issue.column}.` : "";
    return {
      code: issue?.code ?? "FILE_NOT_WORKFLOW",
      message: `${issue?.message ?? thrown.message}${place}`,
      hint: issue?.hint ?? "Choose another file.",
      file: thrown.opened.path ?? undefined,
    };
  }
  return {
    code: "EDITOR_FAULT",
    message: String(thrown),
    hint: "This is a fault in Millrace; reload the page.",
  };
}
