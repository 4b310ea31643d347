// What is said of a recording that cannot be used, and how such an error becomes a failed row.

import type { Samples } from "../../../engine/frames/audio.ts";
import { MillraceError, type ErrorDetails } from "../../../engine/sdk/errors.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";

const FORMATS = "WAV, FLAC, MP3 and OGG (Vorbis, Opus)";

/** The bytes are no sound that can be decoded. */
export function unreadable(name: string, what: string, more: Partial<ErrorDetails> = {}): MillraceError {
  return new MillraceError("AUDIO_UNREADABLE", {
    message: `${name}: ${what}`,
    hint: `Replace the recording or leave it out; ${FORMATS} can be read.`,
    ...more,
  });
}

/** Its header promises more than there is. */
export function cutOff(name: string, promisedS: number, thereS: number): MillraceError {
  return unreadable(
    name,
    `It is cut off: its header promises ${promisedS.toFixed(2)} s, and ${thereS.toFixed(2)} s are there.`,
    { hint: "Copy it again. To use what is there, have its header written anew: ffmpeg -i OLD NEW." },
  );
}

/** What stands behind the first of them is no part of its recording. */
export function joined(name: string): MillraceError {
  return unreadable(name, "It is several files of FLAC joined into one, which nothing reads as a whole.", {
    expected: "one recording in a file",
    hint: "Put the single files into the folder, or join them as sound: ffmpeg -i OLD1 -i OLD2 -filter_complex concat=v=0:a=1:n=2 NEW.",
  });
}

/** Sound in OGG comes in pages of up to a second, so that a file cut off in the first one has none. */
export function empty(name: string, format?: string): MillraceError {
  const paged = format === "vorbis" || format === "opus";
  return new MillraceError("AUDIO_EMPTY", {
    message: `${name}: The recording holds no samples${paged ? ", or is cut off within its first page" : ""}.`,
    hint: paged ? "Copy it again, or leave it out." : "Leave it out, or record it again.",
  });
}

export function tooLong(name: string, seconds: number | null, megabytes: number): MillraceError {
  const length = seconds === null ? "It" : `It is ${formatLength(seconds)} long and`;
  return new MillraceError("AUDIO_TOO_LONG", {
    message: `${name}: ${length} takes more than ${megabytes} MB when decoded.`,
    expected: `at most ${megabytes} MB of samples (4 bytes each)`,
    ...(seconds !== null && { got: formatLength(seconds) }),
    hint: 'Set "Pieces" (pieceS) of the source to 60, so that it comes in pieces, or raise "Largest recording" (maxMegabytes).',
  });
}

/** Too few samples for what is to be computed. */
export function tooShort({ name, channels }: Samples, needed: number): MillraceError {
  return new MillraceError("AUDIO_TOO_SHORT", {
    message: `${name}: It has ${channels[0].length} samples, too few for a frame of ${needed}.`,
    expected: `at least ${needed} samples`,
    got: String(channels[0].length),
    hint: "Choose shorter frames, switch Centred on, or leave it out.",
  });
}

function formatLength(seconds: number): string {
  return seconds < 600 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}

/** Whatever was thrown while a cell was worked on, as what is said of its row. */
export function soundRowError(thrown: unknown, column: string): RowError {
  if (thrown instanceof MillraceError) {
    if (thrown.details.fatal) throw thrown;
    return { code: thrown.code, cause: thrown.message, hint: thrown.details.hint, column };
  }
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "AUDIO_UNREADABLE", cause, hint: `Replace the recording; ${FORMATS} can be read.`, column };
}

/** A row without a recording. */
export function noSound(column: string): RowError {
  return {
    code: "NULL_VALUE",
    cause: "There is no recording in this row.",
    hint: "Leave such rows out with Filter.",
    column,
  };
}
