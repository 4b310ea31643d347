// Data that a make script learns from: an npm package at an exact version, checked against its hash and unpacked, never a dependency.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { extract } from "tar";

/** The folder of the package's content below `folder`. Throws where the registry gives other bytes than were used before. */
export function unpackedPackage({ name, version, integrity }, folder) {
  const options = { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  const packed = execFileSync("npm", ["pack", `${name}@${version}`, "--silent"], options).trim();
  const file = path.join(folder, packed);
  const hash = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
  if (hash !== integrity)
    throw new Error(`${name}@${version} has the hash ${hash}, and ${integrity} is wanted.`);
  const target = path.join(folder, path.basename(name));
  mkdirSync(target);
  extract({ file, cwd: target, strip: 1, sync: true });
  return target;
}
