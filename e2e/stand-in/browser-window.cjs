// BrowserWindow and webContents: a tab of Chromium, with the preload script in a world of its own.

const { randomUUID } = require("node:crypto");
const { EventEmitter } = require("node:events");
const { readFileSync, statSync } = require("node:fs");
const { basename } = require("node:path");
const { inside, outside } = require("./protocol.cjs");
const { startChromium } = require("./chromium.cjs");
const { strict } = require("./strict.cjs");
const { tagged } = require("./tagged.cjs");
const { pageScript, preloadScript } = require("./worlds.cjs");

const { read, write } = tagged();
const BINDING = "sayToMain";
const PRELOAD_WORLD = "preload";
const WINDOW_OPTIONS = [
  "x",
  "y",
  "width",
  "height",
  "minWidth",
  "minHeight",
  "show",
  "backgroundColor",
  "icon",
];
const PREFERENCES = {
  ...{ preload: "", contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true },
  ...{ nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webviewTag: false },
  ...{ spellcheck: true, devTools: true },
};

const all = new Set();
let focused = null;
let browser = null;
exports.theBrowser = () => (browser ??= startChromium());
exports.closeBrowser = async () => (await browser)?.close();
/** Told of the app: `browser-window-created` and the like. */
exports.appEvents = new EventEmitter();

function check(given, known, what) {
  const unknown = Object.keys(given).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`The stand-in does not know the ${what} ${unknown}`);
}

class WebContents extends EventEmitter {
  #window;
  #preferences;
  #handlers = new Map();
  #openHandler = () => ({ action: "allow" });
  #token = randomUUID();
  #ready;
  #send = null;
  #context = null;
  #url = "";
  /** Addresses that main itself goes to: nobody is asked about those. */
  #own = new Set();
  mainFrame;
  targetId = null;

  constructor(window, preferences) {
    super();
    this.#window = window;
    this.#preferences = { ...PREFERENCES, ...preferences };
    this.mainFrame = Object.defineProperty({}, "url", { get: () => this.#url });
    this.#ready = this.#attach();
  }

  get ipc() {
    return strict("ipc", { handle: (channel, handler) => void this.#handlers.set(channel, handler) });
  }

  getURL() {
    return this.#url;
  }

  getLastWebPreferences() {
    return this.#preferences;
  }

  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }

  send(channel, ...args) {
    void this.#toPreload({ do: "event", channel, args });
  }

  async executeJavaScript(expression) {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      ...{ expression, returnByValue: true, awaitPromise: true },
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** For tests: where files lie that are about to be dragged onto the page, which nobody else could tell. */
  standInDrags(paths) {
    const files = paths.map((path) => ({ path, name: basename(path), size: statSync(path).size }));
    return this.#toPreload({ do: "drag", files });
  }

  reload() {
    void this.loadURL(this.#url);
  }

  forcefullyCrashRenderer() {
    // It crashes before it could answer.
    void this.#send("Page.crash").catch(() => {});
  }

  async loadURL(url) {
    await this.#ready;
    const target = await outside(url);
    this.#own.add(target);
    await this.#send("Page.navigate", { url: target });
  }

  async close() {
    const { send } = await exports.theBrowser();
    await this.#ready;
    // It may have gone before, with its browser.
    await send("Target.closeTarget", { targetId: this.targetId }).catch(() => {});
  }

  async #attach() {
    const { send, on } = await exports.theBrowser();
    const { width, height } = this.#window.getBounds();
    const { targetId } = await send("Target.createTarget", {
      url: "about:blank",
      newWindow: true,
      width,
      height,
    });
    this.targetId = targetId;
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    this.#send = (method, params) => send(method, params, sessionId);
    on((message) => {
      if (message.sessionId === sessionId) void this.#hear(message.method, message.params);
      if (message.method === "Target.targetCreated" && message.params.targetInfo.openerId === targetId)
        void this.#opened(message.params.targetInfo);
    });
    const source = readFileSync(this.#preferences.preload, "utf8");
    await send("Target.setDiscoverTargets", { discover: true });
    await this.#send("Page.enable");
    await this.#send("Runtime.enable");
    await this.#send("Inspector.enable");
    await this.#send("Runtime.addBinding", { name: BINDING, executionContextName: PRELOAD_WORLD });
    await this.#send("Page.addScriptToEvaluateOnNewDocument", { source: pageScript(this.#token) });
    await this.#send("Page.addScriptToEvaluateOnNewDocument", {
      source: preloadScript(this.#token, BINDING, source),
      worldName: PRELOAD_WORLD,
    });
    await this.#send("Fetch.enable", { patterns: [{ resourceType: "Document" }] });
  }

  async #hear(method, params) {
    switch (method) {
      case "Fetch.requestPaused":
        return this.#navigates(params);
      case "Page.frameNavigated":
        if (params.frame.parentId === undefined) this.#url = inside(params.frame.url);
        return;
      case "Page.navigatedWithinDocument":
        this.#url = inside(params.url);
        return;
      case "Page.domContentEventFired":
        return void this.#window.emit("ready-to-show");
      case "Page.windowOpen":
        this.asked = this.#openHandler({ url: inside(params.url), frameName: params.windowName });
        return;
      case "Runtime.executionContextCreated":
        if (params.context.name === PRELOAD_WORLD) this.#context = params.context.id;
        return;
      case "Runtime.executionContextsCleared":
        this.#context = null;
        return;
      case "Inspector.targetCrashed":
        this.#context = null;
        return void this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 11 });
      case "Runtime.bindingCalled":
        if (params.name === BINDING) return this.#invoked(read(params.payload));
    }
  }

  async #navigates({ requestId, request, frameId }) {
    const isMainFrame = frameId === this.targetId;
    const url = inside(request.url);
    const event = { url, isMainFrame, isSameDocument: false, defaultPrevented: false };
    event.preventDefault = () => (event.defaultPrevented = true);
    if (!this.#own.delete(request.url)) {
      this.emit("will-frame-navigate", event);
      if (isMainFrame) this.emit("will-navigate", event, url);
    }
    if (event.defaultPrevented) return this.#send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
    this.emit("did-start-navigation", event);
    return this.#send("Fetch.continueRequest", { requestId });
  }

  /** A tab that the page has opened. Electron asks before; here it is gone again as soon as it is seen. */
  async #opened({ targetId }) {
    const { send } = await exports.theBrowser();
    if (this.asked?.action !== "deny") throw new Error("The stand-in opens no windows for pages.");
    await send("Target.closeTarget", { targetId });
  }

  async #invoked({ id, channel, args }) {
    try {
      const handler = this.#handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const value = await handler({ sender: this, senderFrame: this.mainFrame }, ...args);
      await this.#toPreload({ do: "reply", id, value });
    } catch (error) {
      await this.#toPreload({
        do: "reply",
        id,
        error: `Error invoking remote method '${channel}': ${error}`,
      });
    }
  }

  /** To a page that is gone, as to one that has no preload yet, nothing is said. */
  async #toPreload(message) {
    if (this.#context === null) return;
    const expression = `heardFromMain(${JSON.stringify(write(message))})`;
    await this.#send("Runtime.evaluate", { expression, contextId: this.#context }).catch(() => {});
  }
}

class BrowserWindow extends EventEmitter {
  webContents;
  #bounds;
  #title = "";
  #is = { destroyed: false, minimized: false, maximized: false, visible: false, edited: false };
  progress = -1;

  constructor({ webPreferences = {}, ...options } = {}) {
    super();
    check(options, WINDOW_OPTIONS, "window options");
    check(webPreferences, Object.keys(PREFERENCES), "web preferences");
    const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#is.visible = show;
    this.webContents = strict("webContents", new WebContents(this, webPreferences));
    const window = strict("BrowserWindow", this);
    all.add(window);
    exports.appEvents.emit("web-contents-created", {}, this.webContents);
    exports.appEvents.emit("browser-window-created", {}, window);
    return window;
  }

  static getAllWindows() {
    return [...all];
  }

  static getFocusedWindow() {
    return focused;
  }

  static fromWebContents(contents) {
    return [...all].find((window) => window.webContents === contents) ?? null;
  }

  loadURL(url) {
    return this.webContents.loadURL(url);
  }

  show() {
    this.#is.visible = true;
    this.focus();
  }

  focus() {
    const self = BrowserWindow.fromWebContents(this.webContents);
    if (focused === self) return;
    focused?.blur();
    focused = self;
    this.emit("focus", {});
  }

  blur() {
    if (focused?.webContents !== this.webContents) return;
    focused = null;
    this.emit("blur", {});
  }

  close() {
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy() {
    if (this.#is.destroyed) return;
    this.#is.destroyed = true;
    const self = BrowserWindow.fromWebContents(this.webContents);
    all.delete(self);
    if (focused === self) focused = null;
    void this.webContents.close();
    this.emit("closed");
    if (all.size === 0) exports.appEvents.emit("window-all-closed");
  }

  isDestroyed = () => this.#is.destroyed;
  isFocused = () => focused?.webContents === this.webContents;
  isVisible = () => this.#is.visible;
  isMinimized = () => this.#is.minimized;
  isMaximized = () => this.#is.maximized;
  isDocumentEdited = () => this.#is.edited;
  minimize = () => void (this.#is.minimized = true);
  restore = () => void (this.#is.minimized = false);
  maximize = () => void (this.#is.maximized = true);
  setDocumentEdited = (edited) => void (this.#is.edited = edited);
  setTitle = (title) => void (this.#title = title);
  getTitle = () => this.#title;
  getBounds = () => this.#bounds;
  getNormalBounds = () => this.#bounds;
  setBounds = (bounds) => void (this.#bounds = { ...this.#bounds, ...bounds });
  setProgressBar = (progress) => void (this.progress = progress);
}

exports.BrowserWindow = BrowserWindow;
