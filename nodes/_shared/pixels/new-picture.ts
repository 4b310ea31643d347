// Kinds that make one new picture of each: what they say while a workflow is edited, and how their rows are worked on.

import { field, type Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import type {
  Emit,
  NodeContext,
  NodeIssue,
  RowError,
  SchemaResult,
} from "../../../engine/sdk/node-definition.ts";
import { mapPictures } from "./map-pictures.ts";
import type { PictureFacts } from "./picture-facts.ts";
import type { PictureReader } from "./picture-reader.ts";
import { addedToPictures } from "./picture-schema.ts";

interface NewPicture {
  /** Of the pictures that come. */
  readonly column: string;
  /** Of the new ones; the same name replaces them. */
  readonly output: string;
}

export function newPictureSchema(
  schema: Schema | undefined,
  { column, output }: NewPicture,
  issues: (schema: Schema) => readonly NodeIssue[],
  moved = false,
): SchemaResult<"out"> {
  if (!schema) return { outputs: {} };
  const made = madePicture({ column, output }, moved);
  return addedToPictures(schema, column, [made], ["output"], issues(schema));
}

/** The new column; one that replaces its source is made of nothing that is still there. */
export function madePicture({ column, output }: NewPicture, moved: boolean): Field {
  const made = field(output, "image", false);
  return output === column ? made : { ...made, madeOf: { column, ...(moved && { moved }) } };
}

type Context = Pick<NodeContext, "outputs" | "fail" | "signal"> & {
  readonly params: NewPicture;
  readonly state: PictureReader;
  readonly out: { readonly out: Emit };
};

/** `make` gives the new picture, or says why there is none. */
export function newPictures(
  frame: Frame,
  ctx: Context,
  make: (image: ImageCell, row: number, facts: PictureFacts) => Promise<Pixels | RowError>,
): Promise<void> {
  const { column, output } = ctx.params;
  const work = {
    frame,
    column,
    fields: [field(output, "image", false)],
    reader: ctx.state,
    async make(image: ImageCell, row: number, facts: PictureFacts) {
      const made = await make(image, row, facts);
      return "code" in made ? made : [[made]];
    },
  };
  return mapPictures(work, ctx);
}
