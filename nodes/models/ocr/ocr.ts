// ocr: reads the text on pictures of pages: finds lines, turns them upright, reads them, puts them in order.

import { columnOf } from "../../../engine/frames/builder.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HostServices, ModelFacts } from "../../../engine/sdk/services.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { loadSharp } from "../../_shared/pixels/decode.ts";
import { Gate } from "../../_shared/pixels/gate.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { LINES_TYPE } from "../../_shared/text-lines/text-line.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { readSigns } from "./dictionary.ts";
import { failureOf } from "./failure.ts";
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
  readonly gate: Gate;
}

/** Pages worked on at once, over all frames: one is decoded and cut up while the models are busy with the other. */
const PAGES = 2;

export default defineNode({
  kind: "ocr",
  version: 1,
  category: "models",
  title: "OCR",
  summary: "Reads the text on pictures of pages, with its places and in reading order.",
  keywords: ["text", "read", "recognise", "recognize", "scan", "document", "paddle", "tesseract", "invoice"],
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

  async open({ params, facts, host, signal }): Promise<State> {
    const { threshold, boxThreshold, grow, maxSide } = params;
    const open = (path: string) => openModel(host, path, signal);
    const [detector, recogniser] = [await open(params.detector), await open(params.recogniser)];
    const classifier = params.classifier === "" ? null : await open(params.classifier);
    const reader: Reader = {
      sharp: await loadSharp(),
      ...{ detector, recogniser, classifier, maxSide, signs: facts.signs },
      files: { dictionary: params.dictionary, recogniser: params.recogniser },
      boxes: { threshold, boxThreshold, grow },
    };
    return { reader, gate: new Gate(PAGES) };
  },

  inFlight: () => PAGES,

  async process(frame, { params, state, outputs, fail, warn, out, signal }) {
    const pictures = frame.column(params.column);
    const failures = new Map<number, RowError>();
    const read = async (row: number): Promise<Sheet | null> => {
      const image = pictures.get(row) as ImageCell | null;
      try {
        return await state.gate.pass(() => readSheet(state.reader, image, params, signal));
      } catch (thrown) {
        if (thrown instanceof MillraceError && thrown.details.fatal) throw thrown;
        failures.set(row, failureOf(thrown, image, params.column));
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

function openModel({ models }: HostServices, path: string, signal: AbortSignal) {
  return models.open(path, { signal });
}
