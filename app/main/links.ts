// Opens an address in the person's browser, if it may be opened and the person says so.

import { dialog, shell, type BrowserWindow } from "electron";
import { BridgeError } from "../bridge/bridge.ts";
import { words } from "./words.ts";

const { question, open, cancel } = words.link;

/** Throws for everything but https; what the person refuses is not opened, and no fault. */
export async function openLink(url: string, window: BrowserWindow): Promise<void> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== "https:" || parsed.username !== "")
    throw new BridgeError({
      code: "LINK_REFUSED",
      message: `"${url}" is not opened: only addresses that begin with https:// are.`,
      hint: "Copy the address into a browser if you trust it.",
    });
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    message: question(parsed.host),
    detail: parsed.href,
    buttons: [open, cancel],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (response === 0) await shell.openExternal(parsed.href);
}
