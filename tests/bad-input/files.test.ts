// Files that are in the way: outputs that are inputs, places that may not be written, folders where a file should be.

import { spawnSync } from "node:child_process";
import { chmod, chown, link, mkdir, readFile, symlink } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { writeWorkflow } from "../../engine/document/write.ts";
import { externalData, mlp } from "../models/make.ts";
import { flowOf, type BadCase } from "./support/bad-case.ts";
import { expectReadable, expectSaid, millrace } from "./support/cli.ts";
import { expectRefused, OLD_OUTPUT } from "./support/refused.ts";
import { workspace, type Workspace } from "./support/workspace.ts";

const ROWS = "a,b\n1,2\n3,4\n";

const copyFlow = (from: string, to: string) =>
  flowOf([
    ["input", "csv", { path: from }],
    ["output", "write-csv", { path: to }],
  ]);

const isInput = (name: string, from: string, to: string, message: string): BadCase => ({
  name,
  files: { "in.csv": ROWS, "in.csv.part": ROWS, "in.csv.failed.jsonl": ROWS, "sub/other.csv": ROWS },
  flow: copyFlow(from, to),
  exit: 2,
  code: "OUTPUT_IS_INPUT",
  place: "node output, params.path",
  message,
  next: "Choose another name for the output.",
});

const SAME = 'The output is the file that "input" reads.';

const weights = externalData("factors.bin");

const placeCases: readonly BadCase[] = [
  isInput("the input itself", "in.csv", "in.csv", SAME),
  isInput("the input by another spelling", "in.csv", "./sub/../in.csv", SAME),
  isInput("a file whose .part is the input", "in.csv.part", "in.csv", "takes the place of"),
  isInput("a file whose failed rows are the input", "in.csv.failed.jsonl", "in.csv", "takes the place of"),
  {
    name: "the model",
    files: { "in.csv": "x0,x1\n1,2\n", "m.onnx": mlp({ inputs: 2 }) },
    flow: flowOf([
      ["input", "csv", { path: "in.csv" }],
      ["model", "onnx", { model: "m.onnx" }],
      ["output", "write-csv", { path: "m.onnx" }],
    ]),
    exit: 2,
    code: "OUTPUT_IS_INPUT",
    place: "node output, params.path",
    message: 'the file that "model" reads',
    next: "Choose another name for the output.",
  },
  {
    name: "the weights beside the model",
    files: { "in.csv": "x0,x1\n1,2\n", "m.onnx": weights.model, "factors.bin": weights.data },
    flow: flowOf([
      ["input", "csv", { path: "in.csv" }],
      ["model", "onnx", { model: "m.onnx" }],
      ["output", "write-csv", { path: "factors.bin" }],
    ]),
    exit: 2,
    code: "OUTPUT_IS_INPUT",
    place: "node output, params.path",
    message: 'the file that "model" reads',
    next: "Choose another name for the output.",
  },
  {
    name: "the labels of the classes",
    files: { "in.csv": "x0,x1\n1,2\n", "m.onnx": mlp({ inputs: 2, outputs: 2 }), "labels.txt": "a\nb\n" },
    flow: flowOf([
      ["input", "csv", { path: "in.csv" }],
      ["model", "onnx", { model: "m.onnx", outputs: "tensor" }],
      ["best", "top-class", { columns: ["y"], labelsFile: "labels.txt" }],
      ["output", "write-jsonl", { path: "labels.txt" }],
    ]),
    exit: 2,
    code: "OUTPUT_IS_INPUT",
    place: "node output, params.path",
    message: 'the file that "best" reads',
    next: "Choose another name for the output.",
  },
  {
    name: "the workflow",
    files: { "in.csv": ROWS },
    flow: copyFlow("in.csv", "flow.millrace.json"),
    exit: 2,
    code: "OUTPUT_IS_WORKFLOW",
    place: "node output, params.path",
    message: "the workflow itself",
    next: "Choose another name for the output.",
  },
  {
    name: "the output of another node",
    files: { "in.csv": ROWS },
    flow: flowOf(
      [
        ["input", "csv", { path: "in.csv" }],
        ["output", "write-csv", { path: "out.csv" }],
        ["again", "write-csv", { path: "./out.csv" }],
      ],
      ["input.out -> output.in", "input.out -> again.in"],
    ),
    exit: 2,
    code: "OUTPUT_SHARED",
    place: "node again, params.path",
    message: '"output" writes the same file.',
    next: "Choose another name.",
  },
  {
    name: "in a folder that is not there",
    files: { "in.csv": ROWS },
    flow: copyFlow("in.csv", "nowhere/out.csv"),
    exit: 2,
    code: "FOLDER_MISSING",
    place: "node output",
    message: 'nowhere" to write "out.csv" into',
    next: "Make the folder",
  },
  {
    name: "with others in a folder that is not there",
    files: { "in.csv": ROWS },
    flow: flowOf(
      [
        ["input", "csv", { path: "in.csv" }],
        ["output", "write-csv", { path: "nowhere/out.csv" }],
        ["again", "write-csv", { path: "nowhere/again.csv" }],
        ["lines", "write-jsonl", { path: "nowhere/lines.jsonl" }],
      ],
      ["input.out -> output.in", "input.out -> again.in", "input.out -> lines.in"],
    ),
    exit: 2,
    code: "FOLDER_MISSING",
    place: "node output",
    message: '"again", "lines" write into it, too.',
    next: "Make the folder",
  },
  {
    name: "below a file",
    files: { "in.csv": ROWS },
    flow: copyFlow("in.csv", "in.csv/out.csv"),
    exit: 2,
    code: "FILE_MISSING",
    place: "node output",
    message: "is a file, not a folder",
    next: "Check the path",
  },
  {
    name: "a folder",
    files: { "in.csv": ROWS, "sub/other.csv": ROWS },
    flow: copyFlow("in.csv", "sub"),
    exit: 2,
    code: "FILE_IS_FOLDER",
    place: "node output",
    message: "is a folder",
    next: "Name a file in it.",
  },
];

describe("an output that is", () => {
  test.each(placeCases.map((bad) => [bad.name, bad] as const))("%s is refused", async (_, bad) => {
    await expectRefused(bad);
  });

  test.each(["link to the folder", "link to the file", "hard link"] as const)(
    "the input through a %s is refused",
    async (kind) => {
      const flow = copyFlow("data/in.csv", kind === "link to the folder" ? "alias/in.csv" : "alias.csv");
      const space = await workspace({ "data/in.csv": ROWS, "flow.millrace.json": writeWorkflow(flow) });
      if (kind === "link to the folder") await symlink("data", space.path("alias"));
      else if (kind === "link to the file") await symlink("data/in.csv", space.path("alias.csv"));
      else await link(space.path("data/in.csv"), space.path("alias.csv"));
      const result = await millrace(space.folder, ["run", "flow.millrace.json"]);
      expectReadable(result);
      expectSaid(result.stderr, {
        code: "OUTPUT_IS_INPUT",
        place: "node output, params.path",
        message: SAME,
        next: "Choose another name for the output.",
      });
      expect(result.exit).toBe(2);
      expect(await readFile(space.path("data/in.csv"), "utf8")).toBe(ROWS);
    },
  );
});

test("an input that is a folder is refused", () =>
  expectRefused({
    name: "folder",
    files: { "data/in.csv": ROWS },
    flow: copyFlow("data", "out.csv"),
    exit: 2,
    code: "FILE_IS_FOLDER",
    place: "node input",
    message: "is a folder",
    next: "Name a file in it.",
  }).then(() => {}));

describe("an input that is no plain file", () => {
  const pipeIn = async (flow: WorkflowDocument) => {
    const space = await workspace({ "out.csv": OLD_OUTPUT, "flow.millrace.json": writeWorkflow(flow) });
    expect(spawnSync("mkfifo", [space.path("pipe")]).status).toBe(0);
    return space;
  };

  test.skipIf(process.platform === "win32").each([
    ["a pipe", copyFlow("pipe", "out.csv"), "node input", 'pipe" is a pipe, not a file.'],
    ["a device", copyFlow("/dev/zero", "out.csv"), "node input", '"/dev/zero" is a device, not a file.'],
    [
      "a pipe for a model",
      flowOf([
        ["rows", "inline", { rows: [{ x: 1 }] }],
        ["model", "onnx", { model: "pipe" }],
        ["output", "write-csv", { path: "out.csv" }],
      ]),
      "node model",
      'pipe" is a pipe, not a file.',
    ],
  ])("%s is refused without waiting for it", async (_, flow, place, message) => {
    const space = await pipeIn(flow);
    const result = await millrace(space.folder, ["run", "flow.millrace.json"]);
    expectReadable(result);
    expectSaid(result.stderr, { code: "INPUT_NOT_FILE", place, message, next: "Save what comes out of it" });
    expect(result.exit).toBe(2);
    expect(await readFile(space.path("out.csv"), "utf8")).toBe(OLD_OUTPUT);
  });

  test.skipIf(process.platform === "win32")("inspect says so too", async () => {
    const space = await pipeIn(copyFlow("pipe", "out.csv"));
    const result = await millrace(space.folder, ["inspect", "pipe"]);
    expectReadable(result);
    expect(result.exit).toBe(2);
    expect(result.stdout).toContain("INPUT_NOT_FILE");
  });
});

/** A user without rights, the usual id of `nobody`. */
const NOBODY = 65534;

describe("without permission", () => {
  const otherUser = "only root can run the command line as another user";
  const isRoot = process.getuid?.() === 0;

  async function spaceFor(ownedByNobody: boolean): Promise<Workspace> {
    const flow = writeWorkflow(copyFlow("in.csv", "out.csv"));
    const space = await workspace({ "in.csv": ROWS, "out.csv": OLD_OUTPUT, "flow.millrace.json": flow });
    await chmod(space.folder, 0o755);
    if (ownedByNobody) await chown(space.folder, NOBODY, NOBODY);
    return space;
  }

  test.for([
    ["a folder that may not be written", false],
    ["a file that may not be written", true],
  ] as const)("for %s the run is refused and the output stays", async ([, ownsFolder], { skip }) => {
    skip(!isRoot, otherUser);
    const space = await spaceFor(ownsFolder);
    const before = await space.contents();
    const result = await millrace(space.folder, ["run", "flow.millrace.json"], NOBODY);
    expectReadable(result);
    expectSaid(result.stderr, {
      code: "FILE_DENIED",
      place: "node output",
      message: /Access to ".*out\.csv" is denied/,
      next: "Change the permissions or choose another place.",
    });
    expect(result.exit).toBe(2);
    expect(await space.contents()).toEqual(before);
  });

  test("for the input the workflow is refused", async ({ skip }) => {
    skip(!isRoot, otherUser);
    const space = await spaceFor(true);
    await chmod(space.path("in.csv"), 0o600);
    const before = await space.contents();
    const result = await millrace(space.folder, ["run", "flow.millrace.json"], NOBODY);
    expectReadable(result);
    expectSaid(result.stderr, {
      code: "FILE_DENIED",
      place: "node input",
      message: /Access to ".*in\.csv" is denied/,
      next: "Change the permissions or choose another place.",
    });
    expect(result.exit).toBe(2);
    expect(await space.contents()).toEqual(before);
  });

  test("for the workflow it is said so", async ({ skip }) => {
    skip(!isRoot, otherUser);
    const space = await spaceFor(true);
    await chmod(space.path("flow.millrace.json"), 0o600);
    const result = await millrace(space.folder, ["run", "flow.millrace.json"], NOBODY);
    expectReadable(result);
    expectSaid(result.stderr, {
      code: "FILE_DENIED",
      place: "flow.millrace.json",
      message: 'Access to "flow.millrace.json" is denied.',
      next: "Change the permissions or choose another place.",
    });
    expect(result.exit).toBe(2);
  });
});

describe("an output that cannot be written as things are", () => {
  const flow = copyFlow("in.csv", "nowhere/out.csv");
  const said = { place: "node output, params.path", next: "Make the folder" };

  async function space(): Promise<Workspace> {
    return workspace({ "in.csv": ROWS, "flow.millrace.json": writeWorkflow(flow) });
  }

  test("is a warning of validate: the folder may be there when it runs", async () => {
    const result = await millrace((await space()).folder, ["validate", "flow.millrace.json"]);
    expectReadable(result);
    expect(result.exit).toBe(0);
    expect(result.stderr).toMatch(
      /^warning FOLDER_MISSING {2}flow\.millrace\.json, node output, params\.path$/m,
    );
    expect(result.stderr).toContain(said.next);
  });

  test("does not keep a dry run and a measurement from being made", async () => {
    const { folder } = await space();
    for (const args of [
      ["run", "--dry-run"],
      ["bench", "--runs", "1"],
    ]) {
      const [command, ...flags] = args;
      expect((await millrace(folder, [command, "flow.millrace.json", ...flags])).exit).toBe(0);
    }
  });

  test("ends a run before it has begun", async () => {
    const { folder, contents } = await space();
    const before = await contents();
    const result = await millrace(folder, ["run", "flow.millrace.json", "--events", "ndjson"]);
    expect(result).toMatchObject({ exit: 2, stdout: "" });
    expectSaid(result.stderr, { code: "FOLDER_MISSING", message: "There is no folder", ...said });
    expect(await contents()).toEqual(before);
  });
});

test("a .part file that is in the way is named", async () => {
  const flow = writeWorkflow(copyFlow("in.csv", "out.csv"));
  const space = await workspace({ "in.csv": ROWS, "flow.millrace.json": flow, "out.csv": OLD_OUTPUT });
  await mkdir(space.path("out.csv.part"));
  const result = await millrace(space.folder, ["run", "flow.millrace.json"]);
  expectReadable(result);
  expect(result.exit).toBe(2);
  expectSaid(result.stderr, {
    code: "FILE_IS_FOLDER",
    place: "node output",
    message: 'out.csv.part" is a folder',
    next: "Name a file in it.",
  });
  expect(await readFile(space.path("out.csv"), "utf8")).toBe(OLD_OUTPUT);
});

describe("on a disk that is full", () => {
  /** A disk of 64 KiB at `folder`; false where this user may not mount one. */
  function mountSmall(folder: string): boolean {
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
    if (status !== 0) return false;
    onTestFinished(() => void spawnSync("umount", [folder]));
    return true;
  }

  test.for([
    ["the output", (i: number) => `${i},${i}\n`, "out.csv"],
    ["the failed rows", (i: number) => `${i},${i},${i}\n`, "out.csv.failed.jsonl"],
  ] as const)("%s fails the run, and the old output stays", async ([, row, full], { skip }) => {
    const rows = Array.from({ length: 30_000 }, (_, i) => row(i)).join("");
    const flow = writeWorkflow(copyFlow("in.csv", "small/out.csv"));
    const space = await workspace({ "in.csv": `a,b\n${rows}`, "flow.millrace.json": flow });
    await mkdir(space.path("small"));
    skip(!mountSmall(space.path("small")), "no small disk can be mounted here");
    await space.write({ "small/out.csv": OLD_OUTPUT });
    const result = await millrace(space.folder, ["run", "flow.millrace.json"]);
    expectReadable(result);
    expect(result.exit).toBe(1);
    expectSaid(result.stderr, {
      code: "DISK_FULL",
      place: full,
      message: "The disk is full",
      next: "Free some space, or write to another disk. What was written stays in the .part file.",
    });
    expect(await readFile(space.path("small/out.csv"), "utf8")).toBe(OLD_OUTPUT);
  });
});
