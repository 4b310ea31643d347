// Which files of a folder does a source pass over that somebody may have meant, and what reads them?

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { chosenFiles, noFilesIssue, type FileChoice } from "./chosen-files.ts";

/** Recordings, pictures and documents by their endings. What stands beside them (lists, licences, notes) is not among them. */
const READERS: readonly (readonly [endings: string, reader: string])[] = [
  ["jpg jpeg png webp gif tif tiff avif", "Image folder reads such"],
  ["wav wave flac mp3 ogg oga opus", "Audio files reads such"],
  ["pdf", "PDF pages reads such"],
  ["eml mbox", "E-mail files reads such"],
  ["m4a aac mp4 wma aif aiff amr ac3 caf", "cannot be read; turn it into WAV or FLAC"],
  ["heic heif bmp svg psd raw dng cr2 nef jp2 jxl", "cannot be read; turn it into JPEG or PNG"],
  ["doc docx odt rtf ppt pptx", "cannot be read; save it as PDF or plain text"],
  ["msg pst", "cannot be read; save it as EML"],
];

/** So many are named. */
const MOST_NAMED = 3;

interface Folder {
  readonly path: string;
  readonly recursive: boolean;
}

/** What a source knows of its files before a run. */
export interface FileFacts {
  readonly count: number;
  readonly leftOut: readonly string[];
}

/** `ownPattern` is what the kind sets: whoever changed it means to leave files out. */
export async function fileFacts(files: Files, choice: FileChoice, ownPattern: string): Promise<FileFacts> {
  const chosen = await chosenFiles(files, choice);
  const leftOut = choice.glob === ownPattern ? await leftOutFiles(files, choice, chosen) : [];
  return { count: chosen.length, leftOut };
}

export function fileIssues(choice: FileChoice, facts: FileFacts | null): NodeIssue[] {
  if (!facts) return [];
  return [...(facts.count === 0 ? [noFilesIssue(choice)] : []), ...leftOutIssues(facts.leftOut)];
}

/** Names of such files in the folder that are not among the chosen ones. None where one file stands in its place. */
export async function leftOutFiles(
  files: Files,
  { path, recursive }: Folder,
  chosen: readonly string[],
): Promise<readonly string[]> {
  const all = await chosenFiles(files, { path, recursive, glob: "*", sort: "name" });
  const taken = new Set(chosen);
  return all.filter((name) => !taken.has(name) && readerOf(name) !== null);
}

export function leftOutIssues(names: readonly string[]): NodeIssue[] {
  if (names.length === 0) return [];
  const [one] = names;
  const named = names.slice(0, MOST_NAMED).map((path) => `${path.split("/").at(-1)} (${toldOf(path)})`);
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return [
    {
      code: "FILES_LEFT_OUT",
      severity: "info",
      path: "params.path",
      message: `${names.length === 1 ? "1 file is" : `${names.length} files are`} left out: ${named.join(", ")}${more}.`,
      expected: "files that this source reads",
      got: one.split("/").at(-1),
      hint: "Nothing has to be done if they are not meant.",
    },
  ];
}

function toldOf(path: string): string {
  const ending = endingOf(path).toUpperCase();
  const reader = readerOf(path)!;
  return reader.startsWith("cannot") ? `${ending} ${reader}` : `${ending}: ${reader}`;
}

function readerOf(path: string): string | null {
  const ending = endingOf(path);
  return READERS.find(([endings]) => endings.split(" ").includes(ending))?.[1] ?? null;
}

function endingOf(path: string): string {
  return /\.([^./]+)$/u.exec(path)?.[1].toLowerCase() ?? "";
}
