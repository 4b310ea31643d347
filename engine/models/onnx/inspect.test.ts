// What inspection tells, and that no file whatever makes it throw.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badOpset, int4Output } from "../../../tests/models/make-hostile.ts";
import * as make from "../../../tests/models/make.ts";
import { uniform } from "../../../tests/models/random.ts";
import { diskFiles } from "../../host/files.ts";
import type { Files } from "../../sdk/services.ts";
import { inspectFile } from "./inspect.ts";
import { scanModel } from "./scan.ts";
import { stripZipMap } from "./strip-zip-map.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-inspect-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function inspect(bytes: Uint8Array) {
  await writeFile(join(folder, "m.onnx"), bytes);
  return inspectFile(diskFiles(folder), "m.onnx");
}

const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest("hex");

describe("inspectFile", () => {
  test("tells what is in a model, as JSON", async () => {
    const inspection = await inspect(make.mlp({ inputs: 16, hidden: [64], outputs: 3 }));
    const elements = 16 * 64 + 64 + 64 * 3 + 3;
    expect(JSON.parse(JSON.stringify(inspection))).toMatchObject({
      file: "m.onnx",
      kind: "onnx",
      refusals: [],
      warnings: [],
      model: {
        irVersion: 8,
        opsets: { "ai.onnx": 17 },
        producer: "millrace",
        declaredInputs: [{ name: "x", type: "float32[N,16]" }],
        operators: { Gemm: 2, Relu: 1, Softmax: 1 },
        parameters: { count: elements, bytes: 4 * elements, byDtype: { float32: { tensors: 4 } } },
        quantization: "none",
        risky: [],
      },
    });
  });

  test("the fingerprint is that of the file, and of the weights beside it", async () => {
    const plain = make.mlp({ seed: 9 });
    expect((await inspect(plain)).sha256).toBe(sha256(plain));
    const { model, data } = make.externalData("weights/factors.bin");
    await mkdir(join(folder, "weights"));
    await writeFile(join(folder, "weights", "factors.bin"), data);
    expect((await inspect(model)).sha256).toBe(sha256(model, data));
  });

  test("tells dynamic quantization and what comes of it", async () => {
    const { model, warnings } = await inspect(make.dynamicQuantized());
    expect(model?.quantization).toBe("dynamic");
    expect(warnings.map(({ code }) => code)).toEqual(["MODEL_BATCH_COUPLED"]);
  });

  test.each([
    ["an opset of the future", badOpset(), "MODEL_OPSET_UNSUPPORTED"],
    ["int4 outputs", int4Output(), "MODEL_OUTPUT_UNSUPPORTED"],
    ["weights that are not there", make.externalData("gone.bin").model, "MODEL_EXTERNAL_MISSING"],
    ["weights outside", make.externalData("../m.onnx").model, "MODEL_EXTERNAL_PATH"],
  ])("%s: refused with the model told nevertheless", async (_, bytes, code) => {
    const { model, refusals } = await inspect(bytes);
    expect(refusals.map((refusal) => refusal.code)).toEqual([code]);
    expect(model?.declaredInputs).toEqual([{ name: "x", type: "float32[N,2]" }]);
  });

  test("a cut model tells what could be read before the cut", async () => {
    const { kind, model, refusals } = await inspect(make.mlp().subarray(0, 9000));
    expect(kind).toBe("onnx-damaged");
    expect(refusals[0].code).toBe("MODEL_CORRUPT");
    expect(model?.operators.Gemm).toBe(3);
  });

  test("text, no file and a folder are answered too", async () => {
    expect(await inspect(new TextEncoder().encode("a,b\n1,2\n"))).toMatchObject({
      kind: "text",
      model: null,
      refusals: [{ code: "MODEL_NOT_ONNX" }],
    });
    const files = diskFiles(folder);
    expect((await inspectFile(files, "gone.onnx")).refusals[0].code).toBe("FILE_MISSING");
    expect((await inspectFile(files, ".")).refusals[0].code).toBe("FILE_IS_FOLDER");
  });

  test("a file beyond 2 GiB is answered without being read", async () => {
    const sparse: Files = {
      ...diskFiles(folder),
      stat: async () => ({ size: 3 * 2 ** 30, modifiedMs: 0, isFolder: false }),
    };
    expect((await inspectFile(sparse, "m.onnx")).refusals[0].code).toBe("MODEL_TOO_LARGE");
  });
});

test("500 models with flipped bytes or cut ends neither make inspection throw nor hang", async () => {
  const models = [
    make.mlp({ inputs: 4, hidden: [8] }),
    make.zipMapClassifier(),
    make.dynamicQuantized(),
    make.externalData("w.bin").model,
    make.strings(),
  ];
  const next = uniform(11);
  const below = (limit: number) => Math.floor(((next() + 1) / 2) * limit);
  // In memory: what matters is what the bytes do.
  let bytes: Uint8Array = new Uint8Array(0);
  const files: Files = {
    ...diskFiles(folder),
    stat: async (path) => (path === "m" ? { size: 1, modifiedMs: 0, isFolder: false } : null),
    readAll: async () => bytes,
  };
  let refused = 0;
  for (let round = 0; round < 500; round++) {
    bytes = models[round % models.length].slice();
    for (let flips = below(8); flips >= 0; flips--) bytes[below(bytes.length)] ^= 1 << below(8);
    if (round % 3 === 0) bytes = bytes.subarray(0, below(bytes.length));
    const inspection = await inspectFile(files, "m");
    expect(inspection.kind).not.toBe("unreadable");
    expect(() => JSON.stringify(inspection)).not.toThrow();
    expect(() => stripZipMap(bytes, scanModel(bytes))).not.toThrow();
    if (inspection.refusals.length > 0) refused++;
  }
  expect(refused).toBeGreaterThan(150);
});
