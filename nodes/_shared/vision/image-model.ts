// A model that is open for pictures: each picture of a frame is decoded, given to it, and its answer worked on.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext, RowError } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts, ModelSession, Tensor } from "../../../engine/sdk/services.ts";
import { refuseNaN } from "../nan-answers.ts";
import { dropFailed } from "../row-selection.ts";
import { AtOnce, PICTURES_AT_ONCE } from "../pixels/at-once.ts";
import { wishesOf } from "../provider-params.ts";
import { noPicture, pictureError } from "../pixels/picture-errors.ts";
import { PictureReader } from "../pixels/picture-reader.ts";
import { pictureFeeder, type FeedPicture } from "./feed-picture.ts";
import type { PictureInput } from "./picture-input.ts";
import type { PictureModelParams } from "./picture-params.ts";
import type { Place } from "./place.ts";
import { sizeFeeds, type SizeFeeds } from "./size-inputs.ts";

export interface ImageModel {
  readonly session: ModelSession;
  readonly feed: FeedPicture;
  readonly input: PictureInput;
  readonly more: SizeFeeds;
  readonly atOnce: AtOnce;
  /** Pictures of the frames that are worked on. */
  pictures: number;
}

export async function openImageModel(
  ctx: Pick<NodeContext<PictureModelParams>, "params" | "host" | "timeoutMs" | "signal">,
  facts: ModelFacts,
  input: PictureInput,
  outputs: readonly string[],
): Promise<ImageModel> {
  const { params, host, timeoutMs, signal } = ctx;
  const reader = await PictureReader.open(host);
  const session = await host.models.open(params.model, {
    killable: timeoutMs !== null,
    timeoutMs,
    outputs: [...new Set(outputs)],
    placement: params.placement,
    providers: wishesOf(params),
    signal,
  });
  const { feeds } = sizeFeeds(facts, input);
  const feed = pictureFeeder(reader, input);
  return { session, input, more: feeds, feed, atOnce: new AtOnce(PICTURES_AT_ONCE), pictures: 0 };
}

export interface Answered<T> {
  /** The frame without the rows that failed. */
  readonly rows: Frame;
  /** One for each of them. */
  readonly answers: readonly T[];
}

/**
 * One run of the model for each picture: convolutions gain nothing from batches, and some answers are no list of rows. A `MillraceError` that
 * `work` throws, and that is not fatal, fails the row.
 */
export async function eachPicture<T>(
  frame: Frame,
  model: ImageModel,
  ctx: Pick<NodeContext<PictureModelParams>, "params" | "fail" | "signal">,
  work: (tensors: Readonly<Record<string, Tensor>>, place: Place, image: ImageCell) => T,
): Promise<Answered<T>> {
  const { session, feed, input, more, atOnce } = model;
  const column = frame.column(ctx.params.column);
  const answers = new Array<T | undefined>(frame.length);
  const failures = new Map<number, RowError>();
  const answer = async (row: number): Promise<void> => {
    const image = column.get(row) as ImageCell | null;
    if (!image) return void failures.set(row, noPicture(ctx.params.column));
    const fed = await fedOf(image);
    if (fed instanceof Failed) return void failures.set(row, fed.error);
    ctx.signal.throwIfAborted();
    const tensors = await session.run({ ...more, [input.name]: fed.tensor });
    try {
      refuseNaN(tensors);
      answers[row] = work(tensors, fed.place, image);
    } catch (thrown) {
      if (!(thrown instanceof MillraceError)) throw thrown;
      failures.set(row, pictureError(thrown, image, ctx.params.column));
    }
  };
  const fedOf = async (image: ImageCell) => {
    try {
      return await feed(image);
    } catch (thrown) {
      return new Failed(pictureError(thrown, image, ctx.params.column));
    }
  };
  model.pictures += frame.length;
  const all = Array.from({ length: frame.length }, (_, row) => row);
  await Promise.all(all.map((row) => atOnce.do(() => answer(row)))).finally(
    () => (model.pictures -= frame.length),
  );
  // Pictures fail in the order in which they were done; the report has the order of the rows.
  const ordered = new Map([...failures].sort(([a], [b]) => a - b));
  const rows = dropFailed(frame, ordered, ctx);
  return { rows, answers: answers.filter((_, row) => !failures.has(row)) as T[] };
}

class Failed {
  readonly error: RowError;
  constructor(error: RowError) {
    this.error = error;
  }
}
