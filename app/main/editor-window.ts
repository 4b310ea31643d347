// One window with an editor in it: its page, the host behind the page, and what happens when either ends.

import { app, BrowserWindow, nativeTheme, shell, type BrowserWindowConstructorOptions } from "electron";
import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import { answerCall, type Emit, type Handlers } from "../bridge/bridge.ts";
import { calls, type CallName, type Request } from "../bridge/calls.ts";
import { describeFailure } from "../host/failures.ts";
import type { Host } from "../host/host.ts";
import type { HostWindow } from "../host/host-window.ts";
import type { WindowServices } from "../host/options.ts";
import { UNTITLED, workflowName } from "../host/workflow-name.ts";
import { askAfterCrash, askAfterStuck, askBeforeClosing } from "./ask.ts";
import { SMALLEST, type Bounds } from "./bounds.ts";
import { openLink } from "./links.ts";
import { isPage, PAGE } from "./page-files.ts";
import { pickFile } from "./pick-file.ts";
import { forgetRun, noticeRun } from "./run-notice.ts";

export interface EditorWindowOptions {
  readonly host: Host;
  /** The workflow to open; null for none. */
  readonly file: string | null;
  readonly place: Partial<Bounds>;
  readonly maximized: boolean;
  /** Something that the menus show has changed. */
  readonly changed: () => void;
  readonly opened: (path: string) => void;
  /** The person has thought better of closing. */
  readonly kept: () => void;
}

/** Told by the page. */
type PageState = Request<"app.window">;

export class EditorWindow {
  readonly window: BrowserWindow;
  readonly #options: EditorWindowOptions;
  #file: string | null;
  #state: PageState = { title: "", unsaved: false };
  /** Names of the pages that were in it, the last first. */
  #pages: readonly string[] = [];
  #host: HostWindow;
  /** Of pages that were here before, until this page has taken up what they left. */
  readonly #left = new Set<HostWindow>();
  #stopHearing: () => void = () => {};
  /** Sessions of the page, to throw away what a person does not want to keep. */
  readonly #sessions = new Set<string>();
  #closing: "no" | "asking" | "once saved" = "no";

  constructor(options: EditorWindowOptions) {
    this.#options = options;
    this.#file = options.file;
    this.window = new BrowserWindow({ ...windowOptions(), ...options.place });
    this.#host = this.#connect();
    this.#answerCalls();
    this.#watchPage();
    this.window.on("close", (event) => {
      if (!this.#state.unsaved) return;
      event.preventDefault();
      void this.#askToClose();
    });
    this.window.on("closed", () => {
      for (const host of [this.#host, ...this.#left]) void host.close();
    });
    this.window.once("ready-to-show", () => {
      if (options.maximized) this.window.maximize();
      this.window.show();
    });
    void this.window.loadURL(PAGE);
  }

  /** The workflow in it; null while it has never been saved. */
  get file(): string | null {
    return this.#file;
  }

  get #name(): string {
    return this.#file === null ? UNTITLED : workflowName(basename(this.#file));
  }

  get state(): PageState {
    return this.#state;
  }

  command(command: string, path: string | null): void {
    this.#send("app.command", { command, path });
  }

  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.focus();
  }

  /** A page that loads anew has forgotten its sessions: it gets a host that knows none. */
  #connect(): HostWindow {
    this.#sessions.clear();
    const services: WindowServices = {
      pick: (request) => pickFile(request, this.window),
      openLink: (url) => openLink(url, this.window),
      // It answers what went wrong, in words; empty where nothing did.
      reveal: async (folder) => (await shell.openPath(folder)) === "",
      show: (state) => this.#show(state),
    };
    const page = randomUUID();
    const host = this.#options.host.connect(services, { page, before: this.#pages });
    this.#pages = [page, ...this.#pages];
    this.#stopHearing = host.listen((name, event) => this.#send(name, event as never));
    return host;
  }

  readonly #send: Emit = (name, event) => {
    if (this.window.isDestroyed()) return;
    if (name === "run.event" && "event" in event) noticeRun(event.event, this.window);
    this.window.webContents.send(name, event);
  };

  #answerCalls(): void {
    const { ipc } = this.window.webContents;
    for (const name of Object.keys(calls) as CallName[])
      ipc.handle(name, (event, request: unknown) => {
        if (event.senderFrame !== this.window.webContents.mainFrame || !isPage(event.senderFrame.url))
          return { failed: { code: "CALL_REFUSED", message: "Only the editor’s own page may call." } };
        return answerCall(this.#handlers(), name, request, describeFailure);
      });
  }

  /** The host's handlers; on the way, this window learns what it has to know. */
  #handlers(): Handlers {
    const { handlers } = this.#host;
    const opening =
      <Q>(open: (request: Q) => ReturnType<Handlers["document.create"]>) =>
      async (request: Q) => {
        const opened = await open(request);
        this.#sessions.add(opened.session);
        this.#isOpen(opened.path);
        return opened;
      };
    return {
      ...handlers,
      "app.info": async (request) => ({ ...(await handlers["app.info"](request)), open: this.#file }),
      "document.create": opening(handlers["document.create"]),
      "document.open": opening(handlers["document.open"]),
      "template.open": opening(handlers["template.open"]),
      "document.close": async (request) => {
        this.#sessions.delete(request.session);
        return handlers["document.close"](request);
      },
      "document.save": async (request) => {
        const reply = await handlers["document.save"](request);
        if (reply.saved) this.#isOpen(reply.path);
        else this.#closing = "no";
        return reply;
      },
      "file.pick": async (request) => {
        const reply = await handlers["file.pick"](request);
        if (reply.path === null) this.#closing = "no";
        return reply;
      },
    };
  }

  #isOpen(path: string | null): void {
    this.#file = path;
    if (path !== null) this.#options.opened(path);
  }

  #show(state: PageState): void {
    this.#state = state;
    this.window.setTitle(state.title);
    this.window.setDocumentEdited(state.unsaved);
    this.#options.changed();
    if (!state.unsaved && this.#closing === "once saved") this.window.close();
  }

  async #askToClose(): Promise<void> {
    if (this.#closing !== "no") return;
    this.#closing = "asking";
    const answer = await askBeforeClosing(this.window, this.#name);
    this.#closing = answer === "save" ? "once saved" : "no";
    if (answer === "cancel") this.#options.kept();
    else if (answer === "save") this.command("file.save", null);
    else await this.#discard();
  }

  /** Without the changes: what the recovery journal holds is not wanted either. */
  async #discard(): Promise<void> {
    for (const session of this.#sessions) await this.#host.handlers["document.close"]({ session });
    this.window.destroy();
  }

  /** Another page comes: it takes up the journals and runs of the one before, and is told of nothing else that is its. */
  #leave(): void {
    const left = this.#host;
    this.#left.add(left);
    left.leave(() => this.#left.delete(left));
    this.#stopHearing();
    forgetRun(this.window);
    this.#host = this.#connect();
    this.#state = { ...this.#state, unsaved: false };
  }

  #watchPage(): void {
    const { webContents } = this.window;
    let loaded = false;
    webContents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
      if (!isMainFrame || isSameDocument) return;
      if (loaded) this.#leave();
      loaded = true;
    });
    // The question before closing is this window's; the page's own would only keep it open without a word.
    webContents.on("will-prevent-unload", (event) => event.preventDefault());
    webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") void this.#afterCrash();
    });
    this.window.on("unresponsive", () => void this.#afterStuck());
  }

  async #afterCrash(): Promise<void> {
    if ((await askAfterCrash(this.window)) === "reload") this.window.webContents.reload();
    else this.window.destroy();
  }

  async #afterStuck(): Promise<void> {
    if ((await askAfterStuck(this.window)) === "reload") this.window.webContents.reload();
  }
}

function windowOptions(): BrowserWindowConstructorOptions {
  return {
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#14161a" : "#f7f8fa",
    webPreferences: {
      preload: join(import.meta.dirname, "preload.cjs"),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  };
}
