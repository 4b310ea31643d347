// A folder of pictures wired to a model: the fix that is offered, what it sets, and what is said when it does not fit.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Color } from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { applyCommands } from "../../../engine/document/apply.ts";
import type { Issue } from "../../../engine/document/issue.ts";
import { createCatalog } from "../../../engine/catalog/catalog.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { createModels } from "../../../engine/models/models.ts";
import { makePlan } from "../../../engine/plan/plan.ts";
import { run } from "../../../engine/runtime/run.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { pictureModel, type PictureModel } from "../../../tests/models/make-picture-models.ts";
import { bareHost } from "../../../tests/support/run-workflow.ts";
import { nodeKinds } from "../../index.ts";

let folder: string;
let host: HostServices & { readonly models: ReturnType<typeof createModels> };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proposal-"));
  await mkdir(join(folder, "pictures"));
  const files = diskFiles(folder);
  const log = { debug: () => {}, warn: () => {} };
  const models = createModels({ files, clock: systemClock, log, threads: 1 });
  host = { ...bareHost({ files }), models };
  await picture("a.png", { r: 255, g: 0, b: 0 });
});

afterEach(async () => {
  await host.models.close();
  await rm(folder, { recursive: true });
});

async function picture(name: string, background: Color, [width, height] = [12, 8]): Promise<void> {
  const channels = typeof background === "object" && "alpha" in background ? 4 : 3;
  const image = sharp({ create: { width, height, channels, background } });
  await image.png().toFile(join(folder, "pictures", name));
}

const model = (what: PictureModel, name = "m.onnx") => writeFile(join(folder, name), pictureModel(what));

function flow(tensor: Record<string, unknown> | null, file = "m.onnx"): WorkflowDocument {
  const node = (id: string, kind: string, params: Record<string, unknown>) => ({
    id,
    kind,
    version: 1,
    title: id,
    params,
  });
  const folderNode = node("folder", "image-folder", { path: "pictures" });
  const modelNode = node("model", "onnx", { model: file, placement: "inline" });
  const between = tensor ? [node("tensor", "image-to-tensor", tensor)] : [];
  const ids = ["folder", ...between.map(({ id }) => id), "model"];
  return {
    format: "millrace",
    version: 1,
    nodes: [folderNode, ...between, modelNode],
    edges: ids.slice(1).map((to, i) => ({ from: `${ids[i]}.out`, to: `${to}.in` })),
    view: { nodes: {} },
  };
}

const catalog = createCatalog(nodeKinds);
const plan = (document: WorkflowDocument) => makePlan(document, catalog, { host });
const issuesOf = async (document: WorkflowDocument) => (await plan(document)).issues;
const fixed = (document: WorkflowDocument, { fix }: Issue) => applyCommands(document, fix!.commands);
const codes = (issues: readonly Issue[]) => issues.map(({ code, severity }) => `${severity} ${code}`);

test("the fix is offered with its reasons, and the workflow runs with it", async () => {
  await model({ divides: true });
  const document = flow(null);
  const [issue] = await issuesOf(document);
  expect(issue).toMatchObject({ code: "MODEL_INPUT_MISMATCH", fix: { label: "Insert Image to tensor" } });
  expect(issue.reasons?.map(({ what, value }) => `${what}: ${value}`)).toEqual([
    "Size: 6 × 4",
    "Fit: stretched",
    "Channels: red, green, blue",
    "Values: 0 to 255",
    "Layout: NCHW",
    "Type: float32",
  ]);
  expect(issue.reasons?.[1].because).toContain("a.png");
  expect(issue.hint).toContain("The file says size, values, layout and type; fit and channels are assumed.");
  const mended = fixed(document, issue);
  expect(mended.nodes.find(({ kind }) => kind === "image-to-tensor")?.params).toEqual({
    column: "image",
    width: 6,
    height: 4,
    fit: "stretch",
    channels: "rgb",
    layout: "NCHW",
    normalise: "none",
    output: "x",
  });
  const planned = await plan(mended);
  expect(codes(planned.issues)).toEqual(["info MODEL_PICTURE_INPUT"]);
  const { summary } = await finished(run(planned, { host }));
  expect(summary.outcome).toBe("done");
});

async function finished(started: ReturnType<typeof run>) {
  const warnings: string[] = [];
  for await (const event of started)
    if (event.type === "warning") warnings.push(`${event.code} ${event.message}`);
  return { summary: await started.done, warnings };
}

test("an input called as the pictures are gets a column beside them", async () => {
  await model({ input: "image" });
  const [issue] = await issuesOf(flow(null));
  const mended = fixed(flow(null), issue);
  expect(mended.nodes.find(({ kind }) => kind === "image-to-tensor")?.params).toMatchObject({
    output: "image_tensor",
  });
  expect(codes(await issuesOf(mended))).toEqual(["info MODEL_INPUT_GUESSED", "info MODEL_PICTURE_INPUT"]);
});

const TENSOR = { width: 6, height: 4, output: "x" };

test.each<[PictureModel, Record<string, unknown>, string[]]>([
  // Grounds: the graph divides by 255, or the metadata says it.
  [{ divides: true }, { normalise: "unit" }, ["warning MODEL_VALUE_RANGE"]],
  [{ divides: true }, { normalise: "imagenet" }, ["warning MODEL_VALUE_RANGE"]],
  [{ metadata: { mean: "0.5", std: "0.5" } }, { normalise: "none" }, ["warning MODEL_VALUE_RANGE"]],
  [{ metadata: { color_order: "BGR" } }, {}, ["warning MODEL_CHANNEL_ORDER"]],
  // What fits, and what nothing is known of.
  [{ divides: true }, { normalise: "none" }, []],
  [{ metadata: { mean: "0.5", std: "0.5" } }, { normalise: "custom", mean: [0.49], std: [0.51] }, []],
  [{ metadata: { color_order: "BGR" } }, { channels: "bgr" }, []],
  [{}, { normalise: "unit" }, []],
  [{}, { normalise: "none" }, []],
  [{}, { normalise: "imagenet", channels: "bgr" }, []],
])("%j and %j: %j", async (what, params, expected) => {
  await model(what);
  const document = flow({ ...TENSOR, ...params });
  const issues = await issuesOf(document);
  expect(codes(issues)).toEqual(expected.length > 0 ? expected : ["info MODEL_PICTURE_INPUT"]);
  const smell = issues.find(({ severity }) => severity === "warning");
  if (smell) expect(codes(await issuesOf(fixed(document, smell)))).not.toContain(expected[0]);
});

test("a family that is known by its name takes another order of colours", async () => {
  await model({}, "yolox_tiny.onnx");
  expect(codes(await issuesOf(flow({ ...TENSOR, normalise: "none" }, "yolox_tiny.onnx")))).toContain(
    "warning MODEL_CHANNEL_ORDER",
  );
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["layout", { layout: "NHWC" }, { layout: "NCHW" }],
  ["size", { width: 8, height: 8 }, { size: "fixed", width: 6, height: 4 }],
  ["channels", { channels: "gray" }, { channels: "rgb" }],
])("a tensor of another %s is refused, with a fix where it is made", async (_, params, expected) => {
  await model({});
  const document = flow({ ...TENSOR, ...params });
  const issues = await issuesOf(document);
  const [issue] = issues.filter(({ severity }) => severity === "error");
  const sets = issue.fix?.commands.map((command) =>
    command.do === "set-param" ? [command.id, command.param, command.value] : [],
  );
  expect(sets).toEqual(Object.entries(expected).map(([param, value]) => ["tensor", param, value]));
  expect(codes(await issuesOf(fixed(document, issue))).filter((code) => code.startsWith("error"))).toEqual(
    [],
  );
});

test("values that nobody knew before are judged by the first tensor", async () => {
  await model({ divides: true });
  const planned = await plan(flow(TENSOR));
  const hidden = {
    ...planned,
    nodes: planned.nodes.map((node) => ({ ...node, inputs: withoutPixels(node.inputs) })),
  };
  const { warnings } = await finished(run(hidden, { host }));
  expect(warnings).toEqual([expect.stringContaining("MODEL_VALUE_RANGE") as string]);
});

function withoutPixels(inputs: Awaited<ReturnType<typeof plan>>["nodes"][number]["inputs"]) {
  return Object.fromEntries(
    Object.entries(inputs).map(([port, schema]) => [
      port,
      { ...schema, fields: schema.fields.map(({ name, type, nullable }) => ({ name, type, nullable })) },
    ]),
  );
}

test.each<[string, Color, string[]]>([
  ["black on nothing", { r: 0, g: 0, b: 0, alpha: 0.5 }, []],
  ["opaque with an alpha channel", { r: 9, g: 9, b: 9, alpha: 1 }, []],
])("%s all over is no reason to warn", async (_, background, expected) => {
  await model({});
  await picture("a.png", background);
  expect(codes(await issuesOf(flow(TENSOR))).filter((code) => code.startsWith("warning"))).toEqual(expected);
});

test("a black drawing on a transparent ground vanishes on black, and not on white", async () => {
  await model({});
  const drawing = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><circle cx="30" cy="20" r="12"/></svg>',
  );
  await sharp(drawing)
    .png()
    .toFile(join(folder, "pictures", "a.png"));
  const document = flow(TENSOR);
  const [issue] = (await issuesOf(document)).filter(({ severity }) => severity === "warning");
  expect(issue).toMatchObject({ code: "PICTURE_VANISHES", node: "tensor", got: "#000000" });
  expect(codes(await issuesOf(fixed(document, issue)))).not.toContain("warning PICTURE_VANISHES");
});

test("gray pictures for a model of colours are told, and gray ones for gray are not", async () => {
  await sharp({ create: { width: 9, height: 9, channels: 3, background: "#777777" } })
    .toColourspace("b-w")
    .png()
    .toFile(join(folder, "pictures", "a.png"));
  await model({});
  expect(codes(await issuesOf(flow(TENSOR)))).toContain("info PICTURE_GRAY");
  await model({ shape: ["N", 1, 4, 6] });
  expect(codes(await issuesOf(flow({ ...TENSOR, channels: "gray" })))).not.toContain("info PICTURE_GRAY");
});

test("a model of open height and width is given pictures of their own sizes, in steps", async () => {
  await model({ shape: ["N", 3, "height", "width"], metadata: { stride: "8" } });
  await picture("b.png", "#00ff00", [30, 20]);
  const document = flow(null);
  const [issue] = await issuesOf(document);
  expect(issue.reasons?.[0]).toMatchObject({ value: "the picture's own, in steps of 8", sure: true });
  const planned = await plan(fixed(document, issue));
  const { summary } = await finished(run(planned, { host }));
  expect(summary.outcome).toBe("done");
  expect(summary.rowsFailed).toBe(0);
});
