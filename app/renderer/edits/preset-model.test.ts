// Models that kinds are known to work with: set whole, or not proposed.

import { expect, test } from "vitest";
import type { LibraryEntry } from "../../bridge/shapes.ts";
import { filesOf } from "./library-model.ts";
import { commandsToSet, commandsToTake, knownFirst, knownModels, madeFor } from "./preset-model.ts";

const entry = (name: string, ...paths: readonly string[]): LibraryEntry => ({
  name,
  title: name.toUpperCase(),
  about: "",
  source: `npm:${name}@1`,
  version: "1",
  installedAt: null,
  is: "installed",
  licence: { name: "MIT", file: null, note: null },
  files: paths.map((path) => ({ path, size: 1, sha256: path })),
  download: null,
});
const usable = (...entries: readonly LibraryEntry[]) =>
  new Map(entries.flatMap(filesOf).map((choice) => [choice.reference, choice]));

const kind = {
  presets: [
    {
      title: "Read",
      summary: "",
      on: { param: "column", of: "image" },
      params: { model: "library:reader/read.onnx", signs: "library:reader/signs.txt", score: 0.5 },
    },
  ],
} as const;
const at = { node: "n", param: "signs" };

test("all that belongs to a model is set and pinned, from whichever of its params", () => {
  const [known] = knownModels(kind, at, usable(entry("reader", "read.onnx", "signs.txt")));
  expect(known.title).toBe("READER");
  expect(known.commands.map((command) => ("param" in command ? command.param : command.do))).toEqual([
    "model",
    "signs",
    "score",
    "pin-models",
    "pin-models",
  ]);
});

test("nothing is proposed where one of its files is not there, or for a param that it does not fill", () => {
  expect(knownModels(kind, at, usable(entry("reader", "signs.txt")))).toEqual([]);
  const whole = usable(entry("reader", "read.onnx", "signs.txt"));
  expect(knownModels(kind, { ...at, param: "score" }, whole)).toEqual([]);
});

test("files that the kind names come first", () => {
  const choices = filesOf(entry("reader", "other.txt", "signs.txt"));
  const { known, others } = knownFirst(choices, kind, "signs");
  expect([known, others].map((some) => some.map(({ file }) => file.path))).toEqual([
    ["signs.txt"],
    ["other.txt"],
  ]);
});

test("what was installed for a param goes there when it is plain which file is meant", () => {
  const param = { name: "model", extensions: ["onnx"] };
  expect(commandsToTake(entry("own", "own.onnx", "notes.txt"), kind, param, "n")).toMatchObject([
    { do: "set-param", id: "n", param: "model", value: "library:own/own.onnx" },
    { do: "pin-models" },
  ]);
  expect(commandsToTake(entry("own", "a.onnx", "b.onnx"), kind, param, "n")).toBeNull();
  expect(commandsToTake(entry("reader", "read.onnx", "signs.txt"), kind, param, "n")).toHaveLength(5);
});

test("a kind is made for the set that has all files it names, and is set to them in one step", () => {
  const made = madeFor(entry("reader", "read.onnx", "signs.txt", "more.onnx"), [{ presets: [] }, kind]);
  expect(made?.kind).toBe(kind);
  expect(commandsToSet(made!, "n")).toEqual(
    knownModels(kind, at, usable(entry("reader", "read.onnx", "signs.txt")))[0].commands,
  );
});

test.each([entry("reader", "read.onnx"), entry("other", "read.onnx", "signs.txt")])(
  "no kind is made for %j",
  (set) => {
    expect(madeFor(set, [kind])).toBeNull();
  },
);
