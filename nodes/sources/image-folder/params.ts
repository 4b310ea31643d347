// What can be set at the source of pictures.

import * as z from "zod/mini";
import { choice, folderOrFile, json, number, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";

/** Of files that are pictures. */
export const ENDINGS = ["jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "avif"];

export const Params = paramsOf({
  path: folderOrFile({
    title: "Folder",
    help: "The folder with the pictures, or one picture, relative to the workflow file.",
    extensions: ENDINGS,
  }),
  recursive: toggle({
    title: "Folders inside",
    help: "Takes pictures of the folders inside too.",
    default: false,
  }),
  extensions: json<string[]>(() => z.array(z.string().check(z.minLength(1))), {
    title: "File endings",
    help: "Which files are pictures, without the dot; capitals do not count.",
    default: [...ENDINGS],
  }),
  glob: text({
    title: "Pattern",
    help: "Only files like this: cat*.jpg, or 2024/**/*.png with folders inside; several with commas, ! in front leaves out; empty takes all.",
    default: "",
  }),
  sort: choice(["name", "modified"], {
    title: "Order",
    help: "In which order the pictures come.",
    labels: { name: "By name", modified: "Oldest first" },
    default: "name",
  }),
  pages: choice(["first", "all"], {
    title: "Animations, pages",
    help: "What becomes of a file with several pictures: its first, or each of them in a row of its own.",
    labels: { first: "The first picture", all: "A row for each" },
    default: "first",
  }),
  details: toggle({
    title: "Size and format",
    help: "Adds columns with width, height and format of each picture, as it is seen.",
    default: false,
  }),
  maxMegapixels: number({
    title: "Largest picture",
    help: "Pictures of more pixels fail their row, before they are decoded.",
    unit: "megapixels",
    min: 0.001,
    max: 10000,
    default: 500,
  }),
  frameRows: number({
    title: "Pictures at once",
    help: "How many pictures are read at the same time and travel together.",
    unit: "pictures",
    min: 1,
    max: 256,
    integer: true,
    default: 8,
  }),
});

export type FolderParams = z.output<typeof Params>;
