// A model library of the test's own, and fakes of the servers that models come from. A fake proves what is asked, not the server.

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "tar";
import { onTestFinished } from "vitest";
import { Library } from "../../engine/library/library.ts";
import { Network } from "../../engine/library/network.ts";
import type { InstallParts, InstallStep } from "../../engine/library/offer.ts";
import { onnxModel } from "../../engine/models/onnx/build.ts";
import { file, json, routes, status, type Answering } from "./rude-server.ts";

/** `x[N,2]` → `y[N,2]`, each value times `factor`. */
export function timesModel(factor = 2): Buffer {
  const shape = ["N", 2] as const;
  return Buffer.from(
    onnxModel({
      inputs: [{ name: "x", dtype: "float32", shape }],
      outputs: [{ name: "y", dtype: "float32", shape }],
      nodes: [{ op: "Mul", inputs: ["x", "factor"], outputs: ["y"] }],
      initializers: [{ name: "factor", dtype: "float32", shape: [], data: Float32Array.of(factor) }],
    }),
  );
}

/** The same with its factor in a file beside it. */
export function splitModel(location = "weights.bin"): { model: Buffer; weights: Buffer } {
  const shape = ["N", 2] as const;
  const model = onnxModel({
    inputs: [{ name: "x", dtype: "float32", shape }],
    outputs: [{ name: "y", dtype: "float32", shape }],
    nodes: [{ op: "Mul", inputs: ["x", "factor"], outputs: ["y"] }],
    initializers: [
      { name: "factor", dtype: "float32", shape: [1], external: { location, offset: 0, length: 4 } },
    ],
  });
  return { model: Buffer.from(model), weights: Buffer.from(Float32Array.of(3).buffer) };
}

export const sha256Of = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

export function tempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `millrace-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface LibrarySetting {
  readonly offline?: boolean;
  readonly stallMs?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** An empty library, and what it takes to install into it; waits between tries take no time. */
export function emptyLibrary({ offline = false, stallMs = 5000, env = {} }: LibrarySetting = {}) {
  const folder = tempFolder("library");
  const library = new Library(join(folder, "models"));
  const network = new Network({ offline, stallMs });
  onTestFinished(() => network.close());
  const steps: InstallStep[] = [];
  const parts: InstallParts = {
    network,
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => {}, within: (_, work) => work() },
    downloads: library.places.downloads,
    onStep: (step) => void steps.push(step),
    env,
    cwd: folder,
    home: folder,
  };
  return { folder, library, parts, steps };
}

/** Writes the files below the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A package as npm packs it. */
export async function tarball(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const folder = tempFolder("package");
  writeFiles(join(folder, "package"), files);
  const path = join(folder, "package.tgz");
  await create({ gzip: true, cwd: folder, file: path, portable: true }, ["package"]);
  return readFileSync(path);
}

export interface FakePackage {
  readonly version: string;
  readonly license?: string;
  readonly tgz: Buffer;
  /** What the registry says it is; the truth unless given. */
  readonly integrity?: string;
}

/** Answers as a registry does; `base` is its own address. */
export function fakeRegistry(base: () => string, packages: Readonly<Record<string, FakePackage>>): Answering {
  return (request, response) => {
    const table: Record<string, Answering> = {};
    for (const [name, { version, license, tgz, integrity }] of Object.entries(packages)) {
      const way = `/${name}/-/${name.split("/").at(-1)}-${version}.tgz`;
      const told = integrity ?? `sha512-${createHash("sha512").update(tgz).digest("base64")}`;
      table[`/${name}`] = json({
        name,
        "dist-tags": { latest: version },
        versions: {
          [version]: {
            name,
            version,
            ...(license && { license }),
            dist: { tarball: base() + way, integrity: told },
          },
        },
      });
      table[way] = file(tgz);
    }
    routes(table)(request, response);
  };
}

export interface FakeRepository {
  readonly commit: string;
  readonly license?: string;
  readonly files: Readonly<Record<string, Buffer>>;
  /** Who may look. */
  readonly token?: string;
}

/** Answers as Hugging Face does for `owner/name`. */
export function fakeHuggingFace(repositories: Readonly<Record<string, FakeRepository>>): Answering {
  return (request, response) => {
    const table: Record<string, Answering> = {};
    for (const [name, { commit, license, files, token }] of Object.entries(repositories)) {
      const isIn = token === undefined || request.headers.authorization === `Bearer ${token}`;
      const inside = (answer: Answering) => (isIn ? answer : status(401));
      const siblings = Object.entries(files).map(([rfilename, bytes]) => ({
        rfilename,
        size: bytes.length,
        ...(rfilename.endsWith(".onnx") && { lfs: { sha256: sha256Of(bytes), size: bytes.length } }),
      }));
      const about = json({ sha: commit, siblings, ...(license && { cardData: { license } }) });
      for (const revision of ["main", commit])
        table[`/api/models/${name}/revision/${revision}`] = inside(about);
      for (const [path, bytes] of Object.entries(files))
        table[`/${name}/resolve/${commit}/${path}`] = inside(file(bytes));
    }
    routes(table)(request, response);
  };
}
