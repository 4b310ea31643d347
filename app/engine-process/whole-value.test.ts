import { expect, test } from "vitest";
import { columnOf } from "../../engine/frames/builder.ts";
import { ObjectColumn, TensorColumn } from "../../engine/frames/column.ts";
import { wholeValue } from "./whole-value.ts";

test("a text is itself, everything else JSON, and what is cut off says how long it is", () => {
  const text = columnOf({ type: "text" }, ["a long text"]);
  expect(wholeValue(text, 0, 100)).toEqual({ text: "a long text", json: false, length: 11 });
  expect(wholeValue(text, 0, 6)).toEqual({ text: "a long", json: false, length: 11 });
  const json = new ObjectColumn({ type: "json" }, [{ a: [1, 2n] }]);
  expect(wholeValue(json, 0, 100)).toEqual({ text: '{"a":[1,2]}', json: true, length: 11 });
  const tensor = new TensorColumn("float32", [2], 1, Float32Array.of(0.1, 2));
  expect(wholeValue(tensor, 0, 100)).toMatchObject({ text: "[0.1,2]", json: true });
  const sound = new ObjectColumn({ type: "audio" }, [
    { kind: "encoded", bytes: new Uint8Array(9), name: "a.wav" },
  ]);
  expect(wholeValue(sound, 0, 100)).toEqual({ text: "a.wav", json: false, length: 5 });
});
