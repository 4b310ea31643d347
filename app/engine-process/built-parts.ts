// Where the parts of this Millrace are that an export is made of.

import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { entryPath } from "../../engine/host/entries.ts";
import { templatesFolder } from "./playbooks.ts";

/** Folders of the built program, of the package, and of the native packages it uses. */
export function builtParts(): { dist: string; root: string; nodeModules: string } {
  const dist = dirname(entryPath("lane-worker"));
  // The package as it is packed has no JavaScript of its own.
  const installed = createRequire(`${dist}${sep}`).resolve("onnxruntime-node/package.json");
  const folder = `${sep}node_modules${sep}`;
  const nodeModules = besideArchive(installed.slice(0, installed.lastIndexOf(folder) + folder.length - 1));
  return { dist, root: dirname(templatesFolder()), nodeModules };
}

/** Native packages are copied and linked as folders, which one in Electron's archive is not. */
function besideArchive(path: string): string {
  return path.replace(/([\\/]app\.asar)(?=[\\/])/, "$1.unpacked");
}
