// What no page may do, whatever it shows: go elsewhere, open windows, ask for rights.

import { app, BrowserWindow, session } from "electron";
import { openLink } from "./links.ts";
import { isPage } from "./page-files.ts";

/** The page's own buttons put text on the clipboard; Chromium asks for that, too. */
const GRANTED = "clipboard-sanitized-write";

export function guardAllPages(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-frame-navigate", (event) => {
      if (!event.isMainFrame || !isPage(event.url)) event.preventDefault();
    });
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      const window = BrowserWindow.fromWebContents(contents);
      // An address that may not be opened is refused without a word: nobody waits for an answer.
      if (window) openLink(url, window).catch(() => {});
      return { action: "deny" };
    });
  });
}

/** As soon as the program is ready: there is no session before. */
export function guardSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permission === GRANTED && isPage(contents.getURL())),
  );
  defaultSession.setPermissionCheckHandler(
    (contents, permission) => permission === GRANTED && !!contents && isPage(contents.getURL()),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}
