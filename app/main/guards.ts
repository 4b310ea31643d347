// What no page may do, whatever it shows: go elsewhere, open windows, ask for rights.

import { app, BrowserWindow, session, type WebContents } from "electron";
import { openLink } from "./links.ts";
import { isPage } from "./page-files.ts";

/**
 * The editor's own page copies and pastes nodes by its menus as by the keys, from window to window; Chromium asks for that. Nothing
 * else that needs a right is part of the editor.
 */
const GRANTED = ["clipboard-sanitized-write", "clipboard-read"];

function isGranted(contents: WebContents | null, permission: string): boolean {
  return GRANTED.includes(permission) && contents !== null && isPage(contents.getURL());
}

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
    answer(isGranted(contents, permission)),
  );
  defaultSession.setPermissionCheckHandler(isGranted);
  defaultSession.setDevicePermissionHandler(() => false);
}
