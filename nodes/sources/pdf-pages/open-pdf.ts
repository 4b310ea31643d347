// Opens a PDF and reads its pages, one after the other, with PDFium.

import type { PDFiumDocument, PDFiumLibrary, PDFiumPage } from "@hyzyla/pdfium";
import type { Pixels } from "../../../engine/frames/image.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";

const POINTS_AN_INCH = 72;

export async function loadPdfium(): Promise<PDFiumLibrary> {
  const { PDFiumLibrary } = await import("@hyzyla/pdfium");
  return PDFiumLibrary.init();
}

/** `password` null: none is set. */
export async function openPdf(
  library: PDFiumLibrary,
  bytes: Uint8Array,
  password: string | null,
): Promise<PDFiumDocument> {
  if (bytes.length === 0) throw unreadable("it is empty");
  try {
    return await library.loadDocument(bytes, password ?? "");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (!/password/iu.test(why))
      throw unreadable(why.replace(/^File not in PDF/u, "it is not in PDF"), cause);
    throw new MillraceError("PDF_PASSWORD", {
      message: password === null ? "It needs a password." : "The password does not open it.",
      expected: "the password of the file",
      got: password === null ? "none" : "another one",
      hint: 'Name the secret that holds it in "Password".',
      cause,
    });
  }
}

export interface PageContent {
  readonly text: string | null;
  readonly image: Pixels | null;
}

export interface PageWishes {
  readonly text: boolean;
  /** Null: no picture. */
  readonly dpi: number | null;
  /** Pixels of a picture at the most. */
  readonly mostPixels: number;
  readonly name: string;
}

/** Text and picture of a page, whose memory is free afterwards. `index` counts from 0. */
export async function readPage(
  document: PDFiumDocument,
  index: number,
  { text, dpi, mostPixels, name }: PageWishes,
): Promise<PageContent> {
  const page = document.getPage(index);
  let isOpen = true;
  try {
    const words = text
      ? page
          .getText()
          .replace(/\r\n?/gu, "\n")
          .replace(/\u0000/gu, "")
      : null;
    if (dpi === null) return { text: words, image: null };
    const scale = dpi / POINTS_AN_INCH;
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const width = Math.max(1, Math.round(originalWidth * scale));
    const height = Math.max(1, Math.round(originalHeight * scale));
    if (!(width * height <= mostPixels)) throw tooLarge(width, height, mostPixels);
    // Rendering closes the page.
    isOpen = false;
    const { data } = await page.render({ width, height, scale: 1, colorSpace: "BGRA" });
    return {
      text: words,
      image: { kind: "pixels", data: withoutAlpha(data), width, height, channels: 3, name },
    };
  } finally {
    if (isOpen) closePage(page);
  }
}

/** The library closes a page only once it is drawn: those that are only read would stay open until the file is closed. */
function closePage(page: PDFiumPage): void {
  const { module, pageIdx } = page as unknown as {
    readonly module: { _FPDF_ClosePage(page: number): void };
    readonly pageIdx: number;
  };
  module._FPDF_ClosePage(pageIdx);
}

/** The paper is white: nothing is seen through it. */
function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from];
    rgb[to + 1] = rgba[from + 1];
    rgb[to + 2] = rgba[from + 2];
  }
  return rgb;
}

function unreadable(why: string, cause?: unknown): MillraceError {
  return new MillraceError("PDF_UNREADABLE", {
    message: `It is no PDF that can be read: ${why}.`,
    expected: "a PDF file",
    hint: "Open it with another program; if that works, save it from there again.",
    cause,
  });
}

function tooLarge(width: number, height: number, mostPixels: number): MillraceError {
  return new MillraceError("IMAGE_TOO_LARGE", {
    message: `The page would have ${width} × ${height} pixels.`,
    expected: `${Math.round(mostPixels / 1e6)} million pixels at the most`,
    got: `${Math.round((width * height) / 1e6)} million`,
    hint: 'Lower "Dots an inch", or raise "Largest picture".',
  });
}
