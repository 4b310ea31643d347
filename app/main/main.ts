// Starts the desktop program: one process for all windows, with the engine in processes of its own.

import { app, protocol } from "electron";
import { join } from "node:path";
import { createHost } from "../host/host.ts";
import { startEngineProcess } from "./engine-process.ts";
import { guardAllPages, guardSession } from "./guards.ts";
import { answerPage, SCHEME } from "./page-files.ts";
import { workflowIn } from "./start-arguments.ts";
import { Windows } from "./windows.ts";
import { words } from "./words.ts";

const dist = import.meta.dirname;

app.setName(words.product);
// The one of electron-builder.yml: Windows shows notices of programs alone that it knows by such a name.
if (process.platform === "win32") app.setAppUserModelId("app.millrace.desktop");
app.setAboutPanelOptions({
  applicationName: words.product,
  applicationVersion: app.getVersion(),
  copyright: words.copyright,
});
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  /** Files that macOS names before the program is ready. */
  const early: string[] = [];
  let windows: Windows | null = null;
  const open = (file: string) => (windows ? windows.open(file) : void early.push(file));

  guardAllPages();
  app.on("open-file", (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on("second-instance", (_event, args, folder) => {
    const file = workflowIn(args, folder);
    if (file !== null) open(file);
    else windows?.show();
  });
  app.on("activate", () => windows?.show());
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  void app.whenReady().then(() => {
    guardSession();
    protocol.handle(SCHEME, (request) => answerPage(request, join(dist, "renderer")));
    const host = createHost({
      // The stand-in of the tests runs this same file; it has no Electron to tell a version of.
      kind: process.versions.electron === undefined ? "stand-in" : "electron",
      version: app.getVersion(),
      // Whole folders are copied from there, which the file system inside the archive cannot do.
      templates: join(dist, "../templates").replace(/\.asar(?=[\\/])/, ".asar.unpacked"),
      startEngine: startEngineProcess,
    });
    windows = new Windows(host);
    const named = workflowIn(process.argv, process.cwd());
    const files = [...early, ...(named === null ? [] : [named])];
    if (files.length === 0) windows.open(null);
    for (const file of files) windows.open(file);
  });
}
