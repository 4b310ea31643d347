// Does the package that `npm pack` makes install in an empty folder and score a table there?

import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import pkg from "../../package.json" with { type: "json" };
import { mlp } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const work = workspace();
const root = resolve(import.meta.dirname, "../..");
const exec = promisify(execFile);

/** npm asks the registry only for what its cache lacks. */
const INSTALL_TIMEOUT_MS = 240_000;

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

test(
  "the package installs and runs",
  async () => {
    // dist/ is built already; `prepare` would build it again under the feet of other tests.
    const packing = ["pack", "--ignore-scripts", "--json", "--pack-destination", work.folder];
    const packed = JSON.parse((await exec("npm", packing, { cwd: root })).stdout) as Packed[];
    const [{ filename, files }] = packed;
    const paths = files.map(({ path }) => path);
    for (const needed of [
      "dist/cli.js",
      "dist/lane-worker.js",
      "dist/model-child.js",
      "dist/program-child.js",
      "dist/train-worker.js",
      "dist/editor-engine.js",
      "dist/ci/gate.mjs",
      "dist/renderer/index.html",
      "docs/errors.md",
      "LICENSE",
      "README.md",
      "docs/csv.md",
      "docs/command-line.md",
      "docs/file-format.schema.json",
      "templates/shipment-delay/out/README.md",
    ])
      expect(paths).toContain(needed);
    expect(
      paths.filter((path) => /^(engine|app|nodes|tests|bench)\/|\.test\.|node_modules/.test(path)),
    ).toEqual([]);
    // What was compiled for this machine, what runs of a playbook have left, and what made it.
    expect(
      paths.filter((path) => /^dist\/compiled\/|^templates\/[^/]+\/(make\/|out\/(?!README\.md$))/.test(path)),
    ).toEqual([]);

    const folder = work.path("empty");
    await mkdir(folder);
    await work.write("empty/.npmrc", "onnxruntime-node-install=skip\n");
    await work.write("empty/package.json", '{ "name": "somebody", "version": "1.0.0" }\n');
    const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", work.path(filename)];
    await exec("npm", install, { cwd: folder });

    const npx = async (...args: string[]) =>
      (await exec("npx", ["millrace", ...args], { cwd: folder })).stdout;
    expect(await npx("--version")).toBe(`${pkg.version}\n`);
    expect(await npx("templates")).toContain("shipment-delay");

    await work.write("empty/m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 3 }));
    await work.write("empty/data.csv", "id,x0,x1\na,1,2\nb,3,4\n");
    await npx(
      "new",
      "--model",
      "m.onnx",
      "--input",
      "data.csv",
      "--output",
      "scored.csv",
      "-o",
      "f.millrace.json",
    );
    await npx("run", "f.millrace.json");
    const lines = (await work.read("empty/scored.csv")).trimEnd().split("\n");
    expect(lines[0]).toBe("id,x0,x1,y0,y1,y2");
    expect(lines).toHaveLength(3);
  },
  INSTALL_TIMEOUT_MS,
);
