// Why can a picture not be read? From what the library says to a row's error that people understand.

import type { ImageCell } from "../../../engine/frames/image.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { READABLE } from "./picture-facts.ts";

const HINT = `Replace the picture or leave it out; ${READABLE}.`;

const DAMAGED = "The picture ends too early or is damaged; the file was not copied to its end, perhaps.";

/** What the library's words mean, in the order in which they are tried. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/is empty|Expected .* for input/u, "The file is empty."],
  [
    /premature end|Unexpected end|unable to parse|read error|Not enough data|truncated|short|incorrect data check/iu,
    DAMAGED,
  ],
  [/unsupported image format/u, "This is no picture, whatever its name says, or its beginning is damaged."],
  [/corrupt header/u, "The beginning of the file is damaged."],
];

/** The error of a row whose picture cannot be used; names the file. What is no fault of the picture is thrown on. */
export function pictureError(thrown: unknown, image: ImageCell, column: string): RowError {
  if (thrown instanceof MillraceError) {
    if (thrown.details.fatal) throw thrown;
    const { code, message, details } = thrown;
    return { code, cause: named(image, message), hint: details.hint, column };
  }
  const said = (thrown instanceof Error ? thrown.message : String(thrown)).trim().replace(/:$/u, "");
  const own = ownLines(said, image);
  const cause = own === "" ? DAMAGED : causeOf(own);
  return { code: "IMAGE_UNREADABLE", cause: named(image, cause), hint: HINT, column };
}

function causeOf(said: string): string {
  const found = CAUSES.find(([words]) => words.test(said));
  return found ? `${found[1]} (${said})` : said;
}

/** How files of a format begin, and the part of the library that speaks of them. */
const SPEAKERS: readonly (readonly [begin: RegExp, speaker: RegExp])[] = [
  [/^\xff\xd8/u, /jpe?g/iu],
  [/^\x89PNG/u, /png/iu],
  [/^RIFF/u, /webp/iu],
  [/^GIF8/u, /gif/iu],
  [/^(?:II|MM)/u, /tiff/iu],
];

/** The lines that are about this picture: the library keeps one text for all that are decoded at once, and only the format tells whose it is. */
function ownLines(said: string, image: ImageCell): string {
  const begin = image.kind === "encoded" ? String.fromCharCode(...image.bytes.subarray(0, 4)) : "";
  const own = SPEAKERS.find(([words]) => words.test(begin));
  const isOwn = (line: string) => {
    const speaker = SPEAKERS.find(([, words]) => words.test(line));
    return own === undefined || speaker === undefined || own === speaker;
  };
  const lines = said.split("\n").filter((line) => !/^unknown error$/iu.test(line.trim()) && isOwn(line));
  return lines.join("\n");
}

/** The error of a row that has no picture. */
export function noPicture(column: string): RowError {
  return {
    code: "NULL_VALUE",
    cause: "There is no picture in this row.",
    hint: "Filter such rows out before.",
    column,
  };
}

function named(image: ImageCell, cause: string): string {
  return image.name === "" ? cause : `${image.name}: ${cause}`;
}

/** What would take more memory than pictures may: said before it is decoded. */
export function tooLarge(width: number, height: number, bytes: number, limit: number): MillraceError {
  return new MillraceError("IMAGE_TOO_LARGE", {
    message: `It has ${width} × ${height} pixels, which take ${megabytes(bytes)} MB in memory; pictures may take ${megabytes(limit)} MB.`,
    expected: `a picture of at most ${megabytes(limit)} MB`,
    got: `${megabytes(bytes)} MB`,
    hint: "Insert Tile image, make it smaller, or allow more by MILLRACE_PICTURE_MEMORY (megabytes).",
  });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
