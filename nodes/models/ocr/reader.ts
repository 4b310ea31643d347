// The three models at work: where text is on a page, what it says, and which way up it stands.

import type { ModelSession, Tensor } from "../../../engine/sdk/services.ts";
import type { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { floatsOf } from "../../_shared/open-model.ts";
import { boxesOfText, type BoxOptions } from "./boxes-of-text.ts";
import { classesOf, decodeSteps, type DictionaryFiles, type ReadText } from "./dictionary.ts";
import { detectorInput } from "./page.ts";
import { madeTensor } from "./made-tensor.ts";
import { heightOf, lengthOf, mapQuad, type Quad } from "./plane.ts";
import { straighten, type Page } from "./straighten.ts";

export interface Reader {
  readonly pictures: PictureReader;
  readonly detector: ModelSession;
  readonly recogniser: ModelSession;
  readonly classifier: ModelSession | null;
  readonly signs: readonly string[];
  readonly files: DictionaryFiles;
  readonly maxSide: number;
  readonly boxes: BoxOptions;
}

/** What the recogniser was trained with: strips of this height, of any width. */
const STRIP_HEIGHT = 48;
/** Strips end at a multiple, so that the runtime sees few shapes; a line longer than the last is squeezed. */
const STRIP_STEP = 16;
const STRIP_WIDTHS = { least: 48, most: 3200 };
const CLASSIFIER_WIDTH = 192;

/** Places of text in pixels of the page. */
export async function findText(reader: Reader, page: Page): Promise<Quad[]> {
  const { tensor, width, height } = await detectorInput(reader.pictures, page, reader.maxSide);
  const map = await ask(reader.detector, tensor);
  const scale = { x: page.width / width, y: page.height / height };
  return boxesOfText(floatsOf(map), width, height, reader.boxes).map((quad) =>
    mapQuad(quad, ({ x, y }) => ({ x: x * scale.x, y: y * scale.y })),
  );
}

/**
 * What the text in the quadrangle says. One strip a run: it answers as it does alone, whatever else stands on the page, and strips
 * that are padded to one width took longer together (measured: six of 320 pixels 0.5 s, one by one 0.33 s).
 */
export async function readText(reader: Reader, page: Page, quad: Quad): Promise<ReadText> {
  const natural = Math.round((lengthOf(quad) / Math.max(heightOf(quad), 1)) * STRIP_HEIGHT);
  const width = Math.min(STRIP_WIDTHS.most, Math.max(1, natural));
  const stride = Math.max(STRIP_WIDTHS.least, Math.ceil(width / STRIP_STEP) * STRIP_STEP);
  const answer = await ask(reader.recogniser, stripOf(page, quad, width, stride));
  const [, steps, count] = answer.dims;
  return decodeSteps(floatsOf(answer), steps, classesOf(reader.signs, count, reader.files));
}

/** How likely the text in the quadrangle stands on its head. */
export async function upsideDown(classifier: ModelSession, page: Page, quad: Quad): Promise<number> {
  const natural = Math.round((lengthOf(quad) / Math.max(heightOf(quad), 1)) * STRIP_HEIGHT);
  const width = Math.min(CLASSIFIER_WIDTH, Math.max(1, natural));
  return floatsOf(await ask(classifier, stripOf(page, quad, width, CLASSIFIER_WIDTH)))[1];
}

function stripOf(page: Page, quad: Quad, width: number, stride: number): Tensor {
  return madeTensor([1, 3, STRIP_HEIGHT, stride], (out) => {
    if (width < stride) out.fill(0);
    straighten(page, quad, { out, width, height: STRIP_HEIGHT, stride });
  });
}

async function ask(model: ModelSession, tensor: Tensor): Promise<Tensor> {
  const answers = await model.run({ [model.inputs[0].name]: tensor });
  return answers[model.outputs[0].name];
}
