import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importsOf, violations } from "./scan.ts";

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"])
  .toString()
  .split("\n")
  .filter(Boolean);

describe("the layers", () => {
  test("there are files to check", () => expect(files.length).toBeGreaterThan(100));

  test.each(files)("%s imports only what its layer may", (file) => {
    expect(violations(file, readFileSync(file, "utf8"))).toEqual([]);
  });
});

describe("the check itself", () => {
  test.each([
    ["a kind imports another kind", "nodes/prepare/a/a.ts", `import b from "../b/b.ts";`],
    [
      "a kind imports a kind of another category",
      "nodes/prepare/a/a.ts",
      `import b from "../../sources/b/b.ts";`,
    ],
    [
      "a kind imports a Node built-in",
      "nodes/sources/a/a.ts",
      `import { readFile } from "node:fs/promises";`,
    ],
    ["a built-in without its prefix", "nodes/sources/a/a.ts", `import fs from "fs";`],
    [
      "a kind imports the runtime",
      "nodes/models/onnx/onnx.ts",
      `import { run } from "../../../engine/runtime/run.ts";`,
    ],
    ["frames import a Node built-in", "engine/frames/frame.ts", `import "node:fs";`],
    ["Arrow outside arrow.ts", "engine/frames/column.ts", `import { tableFromIPC } from "apache-arrow";`],
    [
      "onnxruntime outside engine/models",
      "engine/runtime/run.ts",
      `const ort = await import("onnxruntime-node");`,
    ],
    ["onnxruntime by require", "nodes/models/onnx/onnx.ts", `const ort = require("onnxruntime-node");`],
    ["a type-only import", "engine/document/read.ts", `import type { X } from "../sdk/errors.ts";`],
    ["an import type", "engine/document/read.ts", `type X = import("../sdk/errors.ts").MillraceError;`],
    ["a re-export", "engine/sdk/errors.ts", `export * from "../plan/plan.ts";`],
    [
      "the renderer imports nodes",
      "app/renderer/app.tsx",
      `import { nodeKinds } from "../../nodes/index.ts";`,
    ],
    [
      "the preload imports the engine",
      "app/preload/preload.ts",
      `import { run } from "../../engine/runtime/run.ts";`,
    ],
    ["a folder that is not listed", "engine/secret/x.ts", `export {};`],
    ["an import of a folder that is not listed", "engine/plan/plan.ts", `import "../secret/x.ts";`],
    ["a path out of the repository", "engine/plan/plan.ts", `import "../../../elsewhere/x.ts";`],
    ["a dynamic import of something computed", "engine/plan/plan.ts", `await import(name);`],
    ["one playbook imports another", "templates/a/make/train.ts", `import "../../b/make/generate.ts";`],
  ])("catches: %s", (_, file, text) => {
    expect(violations(file, text)).toHaveLength(1);
  });

  test.each([
    ["engine/frames/arrow.ts", `const arrow = await import("apache-arrow");`],
    ["nodes/prepare/a/a.ts", `import { x } from "./helper.ts"; import { y } from "../../_shared/y.ts";`],
    ["nodes/prepare/image-to-tensor/x.ts", `const sharp = await import("sharp");`],
    ["nodes/prepare/a/a.test.ts", `import fs from "node:fs"; import b from "../b/b.ts";`],
    ["nodes/index.ts", `const load = () => import("./prepare/a/a.ts");`],
  ])("lets pass: %s", (file, text) => {
    expect(violations(file, text)).toEqual([]);
  });

  test("finds every way to name a module, with its line", () => {
    const text = `import a from "a";\nexport { b } from "b";\nconst c = import("c");\nconst d = require("d");\ntype E = import("e").E;`;
    expect(importsOf("x.ts", text)).toEqual(
      ["a", "b", "c", "d", "e"].map((specifier, i) => ({ specifier, line: i + 1 })),
    );
  });
});
