// Opens a link in the person's browser, or a folder in the program for files, where there is a screen to show it on.

import { spawn } from "node:child_process";

type Opener = readonly [command: string, ...args: string[]];

/** Null where nobody would see it. */
export function openerFor(
  url: string,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Opener | null {
  switch (platform) {
    case "darwin":
      return ["open", url];
    case "win32":
      // `start` belongs to a shell, which would read the link.
      return ["rundll32", "url.dll,FileProtocolHandler", url];
    default:
      return env.DISPLAY || env.WAYLAND_DISPLAY ? ["xdg-open", url] : null;
  }
}

/** Null where nobody would see it. The folder is one word of a command: no shell reads it. */
export function folderOpener(
  folder: string,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Opener | null {
  return platform === "win32" ? ["explorer.exe", folder] : openerFor(folder, platform, env);
}

/** Whether a program was asked to show it. */
export function openFolder(folder: string): boolean {
  return started(folderOpener(folder));
}

/** Whether a program was asked to open it. It is no failure when there is none: the link is printed, too. */
export function openInBrowser(url: string): boolean {
  return started(openerFor(url));
}

function started(opener: Opener | null): boolean {
  if (!opener) return false;
  const [command, ...args] = opener;
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
  return true;
}
