// What `require("electron")` gives in the main process of the stand-in.

const { EventEmitter } = require("node:events");
const { mkdirSync, readFileSync } = require("node:fs");
const { homedir } = require("node:os");
const { join } = require("node:path");
const { appEvents, BrowserWindow, closeBrowser, theBrowser } = require("./browser-window.cjs");
const { Menu } = require("./menu.cjs");
const { protocol, fetchHandled } = require("./protocol.cjs");
const { singleInstance, told } = require("./single-instance.cjs");
const { strict } = require("./strict.cjs");
const { getAppMetrics, utilityProcess } = require("./utility-process.cjs");

const root = join(__dirname, "../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
let name = "millrace";
const paths = {
  home: homedir,
  userData: () => join(process.env.XDG_CONFIG_HOME ?? join(homedir(), ".config"), name),
};

const app = Object.assign(appEvents, {
  isPackaged: false,
  getAppPath: () => root,
  getName: () => name,
  setName: (given) => void (name = given),
  getVersion: () => version,
  getPath(key) {
    if (!Object.hasOwn(paths, key)) throw new Error(`The stand-in has no path ${key}`);
    mkdirSync(paths[key](), { recursive: true });
    return paths[key]();
  },
  whenReady: () => theBrowser().then(() => void app.emit("ready")),
  setAboutPanelOptions: (options) => void (app.aboutPanel = options),
  showAboutPanel: () => void (app.aboutPanelShown = true),
  addRecentDocument: () => {},
  requestSingleInstanceLock: () =>
    singleInstance(app.getPath("userData"), (args, folder) => app.emit("second-instance", {}, args, folder)),
  quit() {
    app.emit("before-quit", {});
    for (const window of BrowserWindow.getAllWindows()) {
      window.close();
      // One that asks first keeps the program.
      if (!window.isDestroyed()) return;
    }
    app.exit();
  },
  exit: (code = 0) => void Promise.all([told(), closeBrowser()]).then(() => process.exit(code)),
  getAppMetrics,
});

const unasked = (what) => () => {
  throw new Error(`Nobody is here to answer ${what}: a test has to.`);
};

let decide = () => true;
const defaultSession = strict("session", {
  setPermissionRequestHandler: (handler) => void (decide = handler),
  setPermissionCheckHandler: () => {},
  setDevicePermissionHandler: () => {},
  /** For tests: what the handler says of a permission. */
  standInAsks: (contents, permission) => new Promise((answer) => decide(contents, permission, answer, {})),
});

class Notification extends EventEmitter {
  static isSupported = () => true;

  constructor({ title, body, ...rest }) {
    super();
    if (Object.keys(rest).length > 0) throw new Error(`The stand-in does not know ${Object.keys(rest)}`);
    Object.assign(this, { title, body });
  }

  show() {
    this.emit("show", {});
  }
}

exports.electron = strict("electron", {
  app: strict("app", app),
  BrowserWindow: strict("BrowserWindow", BrowserWindow),
  dialog: strict("dialog", {
    showMessageBox: unasked("showMessageBox"),
    showOpenDialog: unasked("showOpenDialog"),
    showSaveDialog: unasked("showSaveDialog"),
  }),
  Menu,
  nativeTheme: strict("nativeTheme", { shouldUseDarkColors: false }),
  net: strict("net", { fetch: fetchHandled }),
  Notification,
  protocol: strict("protocol", protocol),
  screen: strict("screen", {
    getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
  }),
  session: strict("session", { defaultSession }),
  shell: strict("shell", { openExternal: unasked("openExternal"), openPath: unasked("openPath") }),
  utilityProcess: strict("utilityProcess", utilityProcess),
});
