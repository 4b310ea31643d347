// ocr: reads the text on pictures of pages: finds lines, turns them upright, reads them, puts them in order.

import { columnOf } from "../../../engine/frames/builder.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { ModelFacts } from "../../../engine/sdk/services.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { openModel } from "../../_shared/open-model.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { LINES_TYPE } from "../../_shared/text-lines/text-line.ts";
import type { NodeContext, RowError } from "../../../engine/sdk/node-definition.ts";
import { readSigns } from "./dictionary.ts";
import { AtOnce } from "../../_shared/pixels/at-once.ts";
import { Params, type OcrParams } from "./params.ts";
import { readSheet, type Sheet } from "./read-sheet.ts";
import type { Reader } from "./reader.ts";
import { dictionaryIssues, roleIssues } from "./roles.ts";

interface Facts {
  readonly detector: ModelFacts;
  readonly recogniser: ModelFacts;
  readonly classifier: ModelFacts | null;
  readonly signs: readonly string[];
}

interface State {
  readonly reader: Reader;
  readonly atOnce: AtOnce;
}

/** Pages worked on at once, over all frames: one is decoded and cut up while the models are busy with the other. */
const PAGES = 2;

/**
 * A page is found in about 200 ms and its lines in 15 ms each: this thread is never kept by them, and lines can be read on both cores while
 * the next page is looked at. A second lane for the detector would wait for pages, and cost what its session takes.
 */
const LANES = { detector: 1, recogniser: 2 };

export default defineNode({
  kind: "ocr",
  version: 1,
  category: "models",
  field: "pictures",
  icon: "scan-text",
  title: "OCR",
  summary: "Reads the text on pictures of pages, with its places and in reading order.",
  keywords: ["text", "read", "recognise", "recognize", "scan", "document", "paddle", "tesseract", "invoice"],
  presets: [
    {
      title: "Read the text",
      summary: "Lines and words of pages and photos, in reading order (PP-OCRv4).",
      on: { param: "column", of: "image" },
      params: {
        detector: "library:pp-ocrv4/ch_PP-OCRv4_det_infer.onnx",
        recogniser: "library:pp-ocrv4/ch_PP-OCRv4_rec_infer.onnx",
        dictionary: "library:pp-ocrv4/ppocr_keys_v1.txt",
        classifier: "library:pp-ocrv4/ch_ppocr_mobile_v2.0_cls_infer.onnx",
      },
      adds: ["lines", "text", "score", "angle"],
    },
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<Facts> {
    const { detector, recogniser, classifier, dictionary } = params;
    const [found, read, turned, bytes] = await Promise.all([
      host.models.describe(detector, signal),
      host.models.describe(recogniser, signal),
      classifier === "" ? null : host.models.describe(classifier, signal),
      host.files.readAll(dictionary, signal),
    ]);
    return { detector: found, recogniser: read, classifier: turned, signs: readSigns(bytes) };
  },

  alsoReads: ({ facts }) =>
    facts
      ? [facts.detector, facts.recogniser, facts.classifier].flatMap((model) => model?.external ?? [])
      : [],

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const added = newFields(params);
    const issues = [
      ...unknownColumnIssues(inputs.in, [params.column], "params.column"),
      ...typeIssues(
        inputs.in,
        [params.column],
        "params.column",
        ({ type }) => type === "image",
        "a picture",
        "Choose a column of pictures.",
      ),
      ...clashIssues(inputs.in, added, ["lines", "text", "score", "angle"]),
      ...(facts ? modelIssues(facts, params) : []),
    ];
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  async open(ctx: NodeContext<OcrParams, Facts, undefined>): Promise<State> {
    const { params, facts } = ctx;
    const { threshold, boxThreshold, grow, maxSide } = params;
    const open = (path: string, { outputs }: ModelFacts, lanes?: number) =>
      openModel(ctx, path, [outputs[0].name], { lanes });
    const [detector, recogniser, classifier, pictures] = await Promise.all([
      open(params.detector, facts.detector, LANES.detector),
      open(params.recogniser, facts.recogniser, LANES.recogniser),
      facts.classifier && open(params.classifier, facts.classifier),
      PictureReader.open(ctx.host),
    ]);
    const reader: Reader = {
      pictures,
      ...{ detector, recogniser, classifier, maxSide, signs: facts.signs },
      files: { dictionary: params.dictionary, recogniser: params.recogniser },
      boxes: { threshold, boxThreshold, grow },
    };
    return { reader, atOnce: new AtOnce(PAGES) };
  },

  inFlight: () => PAGES,

  async process(frame, { params, state, outputs, fail, warn, out, signal }) {
    const pictures = frame.column(params.column);
    const failures = new Map<number, RowError>();
    const read = async (row: number): Promise<Sheet | null> => {
      const image = pictures.get(row) as ImageCell | null;
      if (!image) {
        failures.set(row, noPicture(params.column));
        return null;
      }
      try {
        return await state.atOnce.do(() => readSheet(state.reader, image, params, signal));
      } catch (thrown) {
        failures.set(row, pictureError(thrown, image, params.column));
        return null;
      }
    };
    const sheets = await Promise.all(Array.from({ length: frame.length }, (_, row) => read(row)));
    if (signal.aborted) return;
    if (sheets.some((sheet) => sheet?.shrunk))
      warn(
        "OCR_PAGE_SHRUNK",
        `A page has more than ${params.maxMpx} million pixels and was made smaller to be read.`,
      );
    const cells = (of: (sheet: Sheet) => unknown) => sheets.map((sheet) => sheet && of(sheet)) as never[];
    const added = newFields(params);
    const values = [
      cells((sheet) => sheet.lines),
      cells((sheet) => sheet.text),
      cells((sheet) => sheet.score),
      cells((sheet) => sheet.angle),
    ];
    const columns = added.map(({ name, type }, i) => ({ name, column: columnOf(type, values[i]) }));
    const whole = frame.with(columns, outputs.out);
    const ordered = new Map([...failures].sort(([a], [b]) => a - b));
    await out.out(dropFailed(whole, ordered, { fail }, frame));
  },

  async close({ state }) {
    if (!state) return;
    const { detector, recogniser, classifier } = state.reader;
    await Promise.all([detector.close(), recogniser.close(), classifier?.close()]);
  },
});

function newFields({ lines, text, score, angle }: OcrParams): Field[] {
  return [
    { name: lines, type: LINES_TYPE, nullable: false },
    { name: text, type: { type: "text" }, nullable: false },
    { name: score, type: { type: "float64" }, nullable: true },
    { name: angle, type: { type: "int32" }, nullable: false },
  ];
}

function modelIssues(facts: Facts, params: OcrParams) {
  const roles = [
    ...roleIssues(facts.detector, "detector"),
    ...roleIssues(facts.recogniser, "recogniser"),
    ...(facts.classifier ? roleIssues(facts.classifier, "classifier") : []),
  ];
  return roles.length > 0 ? roles : dictionaryIssues(facts.recogniser, facts.signs, params);
}
