// Where does a program keep what it remembers between starts? Each system has a folder for it.

import { homedir } from "node:os";
import { join } from "node:path";

/** `~/.local/share/millrace` and its like. */
export function appDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  switch (platform) {
    case "win32":
      return join(env.APPDATA ?? join(home, "AppData", "Roaming"), "Millrace");
    case "darwin":
      return join(home, "Library", "Application Support", "Millrace");
    default:
      return join(env.XDG_DATA_HOME ?? join(home, ".local", "share"), "millrace");
  }
}
