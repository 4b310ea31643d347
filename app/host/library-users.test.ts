import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { usersOf } from "./library-users.ts";

test("workflows that name an entry are told, others and what is gone are not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "users-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const flow = (params: object, rescue?: object) =>
    JSON.stringify({
      format: "millrace",
      version: 1,
      nodes: [{ id: "n", kind: "onnx", version: 1, title: "N", params, ...(rescue && { rescue }) }],
      edges: [],
    });
  const texts = {
    "a.millrace.json": flow({ model: "library:faces/a.onnx" }),
    "b.millrace.json": flow({ model: "library:faces-2/a.onnx" }),
    "c.millrace.json": "no workflow",
    "d.millrace.json": flow({}, { fallback: { use: "params", params: { model: "library:faces/b.onnx" } } }),
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  const recent = [...Object.keys(texts), "gone.millrace.json"].map((name) => ({
    ...{ path: join(folder, name), name: name.slice(0, 1), openedAt: 0, exists: true },
  }));
  expect((await usersOf("faces", recent)).map(({ name }) => name)).toEqual(["a", "d"]);
});
