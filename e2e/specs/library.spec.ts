// Models from the library: found, installed with their licence shown, used on the canvas, removed.

import { readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { unknownOp } from "../../tests/models/make-hostile.ts";
import { expectAccessible } from "../fixtures/accessible.ts";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { LibraryDialog } from "../pages/library-dialog.ts";

/** Sends half of the model and waits, until it is told to send all of it. */
async function heldServer(model: Buffer): Promise<{ url: string; server: Server; release: () => void }> {
  let held = true;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-length": model.length });
    response.write(model.subarray(0, model.length / 2));
    if (!held) response.end(model.subarray(model.length / 2));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/remote.onnx`;
  return { url, server, release: () => void (held = false) };
}

test.use({ viewport: { width: 1280, height: 800 } });

test("a model is installed from a file, fills the node that is selected, is pinned, and is removed", async ({
  page,
  launch,
  samples,
  home,
}) => {
  const lines = [
    ORDERS,
    { id: "model", kind: "onnx", title: "Model", params: { model: "models/gone.onnx" } },
    { id: "file", kind: "write-csv", title: "Answers", params: { path: "answers.csv" } },
  ];
  const editor = await withFlow({ page, launch, home }, lines);
  await editor.canvas.select("Model");
  const library = new LibraryDialog(page);
  await library.open();

  // What there is needs no network.
  await expect(library.entry("PP-OCRv4")).toContainText("With Millrace");
  await expect(library.entry("Silero VAD")).toContainText("With Millrace");
  await expect(library.entry("Silero VAD")).toContainText("MIT");
  await expect(library.entry("BlazeFace for selfies")).toContainText("To install");
  await library.search.fill("faces");
  await expect(library.entry("BlazeFace")).toContainText("Apache-2.0");
  await expect(library.entry("Silero VAD")).toHaveCount(0);
  await library.search.fill("nothing such");
  await expect(library.root).toContainText("No model fits");
  await library.search.fill("");
  await library.button("Install BlazeFace for selfies…").click();
  await expect(library.root).toContainText("Its licence: Apache-2.0.");
  await expectAccessible(page, "the library", library.root);
  await library.button("Cancel").click();

  await library.look(samples["models/score.onnx"]);
  await expect(library.root).toContainText("Its source says no licence.");
  await library.button("Agree and install").click();
  await expect(library.entry("score.onnx")).toContainText("Installed");
  await library.button(/^Use in Model: library:score/).click();
  await expect(library.root).toHaveCount(0);
  await expect(editor.inspector.field("Model")).toHaveValue("library:score/score.onnx");
  await expect(editor.inspector.root).toContainText("In the model library");
  await editor.expectIssues(0);

  // One step: the param, and which bytes are meant.
  await editor.save();
  const file = join(home, "made.millrace.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
    models: { "library:score/score.onnx": { source: "file:score.onnx", licence: null } },
  });
  await editor.canvas.focus();
  await editor.undo();
  await editor.canvas.select("Model");
  await expect(editor.inspector.field("Model")).toHaveValue("models/gone.onnx");
  await page.getByRole("button", { name: "Model: choose from the model library" }).click();
  await page.getByRole("menuitem", { name: /score\.onnx/ }).click();
  await expect(editor.inspector.field("Model")).toHaveValue("library:score/score.onnx");
  await editor.run();
  await editor.canvas.expectState("Answers", "Done");

  // Gone: the node says so, and leads back to where it can be installed.
  await library.open();
  await library.button("Remove score.onnx…").click();
  await expect(library.root).toContainText("Used by a recent file: made");
  await library.button("Remove it").click();
  await expect(library.root.getByText("score.onnx", { exact: true })).toHaveCount(0);
  await library.close();
  await editor.canvas.expectState("Model", "Failed");
  await expect(editor.inspector.root).toContainText("Not in the model library of this machine");
  await editor.inspector.root.getByRole("button", { name: "Install it…" }).first().click();
  await expect(library.source).toHaveValue("file:score.onnx");
});

test("a model that is installed from within a node is chosen there at once", async ({
  page,
  launch,
  samples,
  home,
}) => {
  const lines = [ORDERS, { id: "model", kind: "onnx", title: "Model" }];
  const editor = await withFlow({ page, launch, home }, lines);
  await editor.canvas.select("Model");
  await page.getByRole("button", { name: "Model: choose from the model library" }).click();
  await page.getByRole("menuitem", { name: "Open the model library…" }).click();
  const library = new LibraryDialog(page);
  await library.look(samples["models/score.onnx"]);
  await library.button("Agree and install").click();
  await expect(library.root).toHaveCount(0);
  await expect(editor.inspector.field("Model")).toHaveValue("library:score/score.onnx");
  await editor.expectIssues(0);
  await editor.expectUndo("use score");
});

test("a set of several files is placed as the node that it is made for", async ({ page, launch, home }) => {
  await writeFile(join(home, "empty.millrace.json"), flow([ORDERS]));
  const editor = await openFlow(page, await launch(join(home, "empty.millrace.json")), 1);
  const library = new LibraryDialog(page);
  await library.open();
  await library.button("Add a node: PP-OCRv4").click();
  await expect(library.root).toHaveCount(0);
  await editor.save();
  const { nodes, models } = JSON.parse(await readFile(join(home, "empty.millrace.json"), "utf8")) as {
    nodes: { kind: string; params: object }[];
    models: object;
  };
  const files = {
    detector: "library:pp-ocrv4/ch_PP-OCRv4_det_infer.onnx",
    recogniser: "library:pp-ocrv4/ch_PP-OCRv4_rec_infer.onnx",
    dictionary: "library:pp-ocrv4/ppocr_keys_v1.txt",
    classifier: "library:pp-ocrv4/ch_ppocr_mobile_v2.0_cls_infer.onnx",
  };
  expect(nodes[1]).toMatchObject({ kind: "ocr", params: files });
  expect(Object.keys(models).toSorted()).toEqual(Object.values(files).toSorted());
});

test("a model that cannot run here is installed, and says so in its row", async ({ page, launch, home }) => {
  const odd = join(home, "odd.onnx");
  await writeFile(odd, unknownOp());
  await writeFile(join(home, "empty.millrace.json"), flow([ORDERS]));
  await openFlow(page, await launch(join(home, "empty.millrace.json")), 1);
  const library = new LibraryDialog(page);
  await library.open();
  await library.look(odd);
  await library.button("Agree and install").click();
  await expect(library.entry("odd.onnx")).toContainText("Installed");
  const alert = library.entry("odd.onnx").getByRole("alert");
  await expect(alert).toContainText("library:odd/odd.onnx is here, and cannot run on this machine.");
  await expect(alert).toContainText("MODEL_OP_UNKNOWN");
  await expectAccessible(page, "the library with a model that cannot run", library.root);
});

test("an installation shows how far it is, is stopped, goes wrong clearly, and offline asks nobody", async ({
  page,
  launch,
  samples,
  home,
}) => {
  const model = await readFile(samples["models/score.onnx"]);
  const { url, server, release } = await heldServer(model);
  try {
    await writeFile(join(home, "empty.millrace.json"), flow([ORDERS]));
    await openFlow(page, await launch(join(home, "empty.millrace.json")), 1);
    const library = new LibraryDialog(page);
    await library.open();
    await library.look(url);
    await library.button("Agree and install").click();
    await expect(library.progress).toBeVisible();
    await library.button("Stop").click();
    await expect(library.progress).toHaveCount(0);
    await expect(library.root.getByText("remote.onnx", { exact: true })).toHaveCount(1);
    release();
    await library.button("Agree and install").click();
    await expect(library.entry("remote.onnx")).toContainText("Installed");

    await library.look(`${url.replace("remote", "other")}?x`);
    await library.root.getByRole("switch", { name: "Stay offline" }).check();
    await library.look("npm:anything");
    await expect(library.root.getByRole("alert")).toContainText("Millrace was told to stay offline");
    await expect(library.root.getByRole("alert")).toContainText("DOWNLOAD_OFFLINE");
    await expectAccessible(page, "the library with a failure", library.root);

    // Nothing is selected: a new node, which names it.
    await library.button(/^Add a node: library:remote/).click();
    await expect(library.root).toHaveCount(0);
    await expect(page.getByRole("textbox", { name: "Model", exact: true })).toHaveValue(
      "library:remote/remote.onnx",
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
