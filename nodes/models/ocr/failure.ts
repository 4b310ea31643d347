// Why a page could not be read, as its row says it.

import type { ImageCell } from "../../../engine/frames/image.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";

export function failureOf(thrown: unknown, image: ImageCell | null, column: string): RowError {
  if (thrown instanceof MillraceError)
    return { code: thrown.code, cause: thrown.message, hint: thrown.details.hint, column };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!image)
    return { code: "NULL_VALUE", cause: message, hint: "Leave rows without a picture out.", column };
  const cause = `${image.name}: ${message}`;
  if (/exceeds pixel limit/iu.test(message))
    return {
      code: "IMAGE_TOO_LARGE",
      cause,
      hint: "Cut the picture into pages, or make it smaller: 268 million pixels are the most that is decoded.",
      column,
    };
  return {
    code: "IMAGE_UNREADABLE",
    cause,
    hint: "Replace the picture or leave it out; PNG, JPEG, WebP, GIF, TIFF and AVIF can be read.",
    column,
  };
}
