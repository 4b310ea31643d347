// The system's dialogs for files and folders.

import { dialog, type BrowserWindow } from "electron";
import type { Request } from "../bridge/calls.ts";
import { words } from "./words.ts";

/** The path that was chosen; null when the dialog was cancelled. */
export async function pickFile(request: Request<"file.pick">, window: BrowserWindow): Promise<string | null> {
  const { mode, title, suggested } = request;
  const extensions = request.extensions.map((extension) => extension.replace(/^\./, ""));
  const filters = [
    ...(extensions.length > 0 ? [{ name: words.files.workflows, extensions }] : []),
    { name: words.files.all, extensions: ["*"] },
  ];
  const options = { title, defaultPath: suggested };
  switch (mode) {
    case "save": {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { ...options, filters });
      return canceled ? null : filePath;
    }
    case "open":
    case "folder": {
      const chosen = mode === "open" ? { ...options, filters } : options;
      const properties = [mode === "open" ? ("openFile" as const) : ("openDirectory" as const)];
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...chosen, properties });
      return canceled ? null : (filePaths[0] ?? null);
    }
  }
}
