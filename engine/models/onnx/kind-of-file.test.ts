// What people are told who give something else as a model.

import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import * as make from "../../../tests/models/make.ts";
import { whatIs } from "./kind-of-file.ts";

const text = (content: string) => new TextEncoder().encode(content);
const latin1 = (content: string) => new Uint8Array(Buffer.from(content, "latin1"));
/** The first local entry of a ZIP archive as PyTorch and Keras write it (stored, no compression). */
const zip = (member: string) => latin1(`PK\x03\x04\x00\x00${"\x00".repeat(24)}${member}\x80\x02payload`);
const whole = make.mlp();

describe("whatIs", () => {
  test("an ONNX model has no problem", () => {
    expect(whatIs(whole)).toEqual({ kind: "onnx", name: "an ONNX model", problem: null });
  });

  test("an empty file has a code of its own", () => {
    expect(whatIs(new Uint8Array(0)).problem?.code).toBe("MODEL_EMPTY");
  });

  test("a real PNG is a picture", async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect(whatIs(png)).toMatchObject({
      kind: "png",
      problem: { code: "MODEL_NOT_ONNX", message: "The file is a PNG picture." },
    });
  });

  test.each([
    ["text", text("id,price\n1,2\n")],
    ["text", text("Größe: 5\n")],
    ["text", latin1("\xff\xfeh\x00i\x00")],
    ["json", text('{ "format": "millrace" }')],
    ["xgboost", text('{"learner":{"attributes":{}}}')],
    ["lightgbm", text("tree\nversion=v4\n")],
    ["html", text("<!DOCTYPE html><html><body>404</body></html>")],
    ["git-lfs", text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")],
    ["pmml", text('<?xml version="1.0"?>\n<PMML version="4.4"/>')],
    ["openvino", text('<?xml version="1.0"?>\n<net name="m" version="11"/>')],
    ["onnx-text", text('ir_version: 8\nproducer_name: "x"\n')],
    ["gzip", gzipSync(whole)],
    ["zip", zip("model.onnx")],
    ["pytorch", zip("archive/data.pkl")],
    ["torchscript", zip("archive/data.pkl archive/constants.pkl")],
    ["keras", zip("config.json model.weights.h5")],
    ["keras-h5", latin1("\x89HDF\r\n\x1a\n\x00\x00")],
    ["tflite", latin1("\x1c\x00\x00\x00TFL3\x14\x00")],
    ["ort", latin1("\x1c\x00\x00\x00ORTM\x14\x00")],
    ["tensorflow", latin1("\x08\x01\x12\x18\x0a\x16\x22\x05serve Placeholder...")],
    ["pickle", latin1("\x80\x04\x95\x10\x00\x00\x00sklearn")],
    ["safetensors", latin1('\x40\x00\x00\x00\x00\x00\x00\x00{"w":{}}')],
    ["zeros", new Uint8Array(5000)],
    ["unknown", latin1("\xde\xad\xbe\xef\x01\x02")],
  ])("%s is told with advice", (kind, bytes) => {
    const found = whatIs(bytes);
    expect(found.kind).toBe(kind);
    expect(found.problem).toMatchObject({
      code: "MODEL_NOT_ONNX",
      expected: "an ONNX model",
      got: found.name,
    });
    expect(found.problem?.hint).toMatch(/\w+ .*[.:]/);
  });

  test.each([0.1, 0.5, 0.9])("a model cut at %d of its length is damaged, not something else", (part) => {
    const { kind, problem } = whatIs(whole.subarray(0, Math.floor(whole.length * part)));
    expect(kind).toBe("onnx-damaged");
    expect(problem).toMatchObject({
      code: "MODEL_CORRUPT",
      message: "The file begins as an ONNX model but is damaged or cut off.",
    });
  });
});
