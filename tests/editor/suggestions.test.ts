import { describe, expect, test } from "vitest";
import { boxesType } from "../../engine/frames/marks.ts";
import type { DataType, Schema } from "../../engine/frames/types.ts";
import { kinds as catalogKinds } from "../contract/kinds.ts";
import { describeKind } from "../../engine/catalog/describe.ts";
import { suggestionsFor, type Usable } from "../../app/renderer/suggest/suggestions.ts";

const KINDS = new Map(catalogKinds.map(({ kind, definition }) => [kind, describeKind(definition)]));
const ALL: Usable = { has: () => true };

type Columns = Readonly<Record<string, DataType>>;
const schema = (columns: Columns) => ({
  fields: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: false })),
});

function behind(kind: string, before: Columns | null, after: Columns, usable = ALL) {
  const document = {
    format: "millrace" as const,
    version: 1 as const,
    nodes: [{ id: "it", kind, version: 1, title: "It", params: {} }],
    edges: [],
    view: { nodes: {} },
  };
  const planned = {
    inputs: (before ? { in: schema(before) } : {}) as Record<string, Schema>,
    outputs: { out: schema(after), error: schema(after) },
    ports: {},
    effects: [],
  };
  return suggestionsFor(KINDS, usable, { document, node: "it", planned });
}

const path: Columns = { path: { type: "text" } };
const photos: Columns = { ...path, image: { type: "image" } };
const titles = (found: ReturnType<typeof behind>) => found.map(({ preset }) => preset.title);

describe("what is proposed", () => {
  test("behind pictures, models that are there; nothing that is not", () => {
    expect(titles(behind("image-folder", null, photos))).toEqual(["Find faces", "Read the text"]);
    expect(
      titles(behind("image-folder", null, photos, { has: (name) => name.includes("pp-ocrv4") })),
    ).toEqual(["Read the text"]);
  });

  test("behind recordings and texts", () => {
    expect(titles(behind("audio-files", null, { ...path, audio: { type: "audio" } }))).toEqual([
      "Find speech",
    ]);
    const texts = { ...path, text: { type: "text" } } as const;
    expect(titles(behind("text-files", null, texts))).toContain("Tell the language");
    // Codes and names of files are texts too.
    expect(behind("csv", null, { ...path, carrier: { type: "text" } })).toEqual([]);
  });

  test("what has been found comes before what could be looked for besides", () => {
    const found = behind("object-detector", photos, { ...photos, faces: boxesType() });
    expect(titles(found)).toContain("Blur boxes");
    expect(titles(found)).not.toContain("Read the text");
    // Boxes without words are no text.
    expect(titles(found)).not.toContain("Write searchable text");
    const blur = found.find(({ kind }) => kind.kind === "blur-regions");
    expect(blur).toMatchObject({ port: "out", params: { boxes: "faces" } });
  });

  test("what a node has made can be saved; what it works on takes the names that arrive", () => {
    const scans = { ...path, scan: { type: "image" } } as const;
    const found = behind("object-detector", scans, { ...scans, boxes: boxesType() });
    expect(found.find(({ kind }) => kind.kind === "blur-regions")?.params).toEqual({ column: "scan" });
    const blurred = behind("blur-regions", photos, { ...photos, blurred: { type: "image" } });
    expect(blurred.find(({ preset }) => preset.title === "Save the pictures")?.params).toEqual({
      column: "blurred",
      folder: "out/pictures",
    });
  });

  test("what it adds has a name that is free", () => {
    const pages = {
      ...photos,
      text: { type: "text" },
      score: { type: "float64" },
      score_2: { type: "text" },
    } as const;
    const found = behind("pdf-pages", null, pages);
    expect(found.find(({ kind }) => kind.kind === "ocr")?.params).toMatchObject({
      text: "text_2",
      score: "score_3",
    });
    expect(found.find(({ kind }) => kind.kind === "ocr")?.params).not.toHaveProperty("lines");
    const again = found.find(({ preset }) => preset.title === "Tell spam mails");
    expect(again?.params).toMatchObject({ score: "score_3" });
  });
});
