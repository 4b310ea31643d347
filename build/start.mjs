// `npm start`: the editor in a window of its own where Electron's binary is installed, else in the browser. Downloads nothing.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const DESKTOP_MAIN = "dist/main.cjs";

/** What to start for the package in `root`, and what to say about it. */
export function editorToStart(root) {
  const electron = electronBinary(root);
  if (electron !== null && existsSync(join(root, DESKTOP_MAIN)))
    return { command: electron, args: [root], say: null };
  return {
    command: process.execPath,
    args: [join(root, "dist/cli.js"), "edit"],
    say: "The editor in the browser. For the desktop window: npx install-electron, then npm start again.",
  };
}

/** Asked of the files: to ask the package `electron` itself makes it download. Null where it is not installed. */
function electronBinary(root) {
  const folder = join(root, "node_modules/electron");
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = join(folder, "path.txt");
  if (!existsSync(name)) return null;
  const binary = join(override ?? join(folder, "dist"), readFileSync(name, "utf8").trim());
  return existsSync(binary) ? binary : null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { command, args, say } = editorToStart(resolve(import.meta.dirname, ".."));
  if (say) console.error(say);
  const child = spawn(command, [...args, ...process.argv.slice(2)], { stdio: "inherit" });
  // Ctrl-C reaches both; the editor ends in good order, and this follows.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => (process.exitCode = signal ? 1 : code));
}
