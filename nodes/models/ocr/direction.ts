// Which way up a page lies, and single lines on it.

import { turnPage } from "./page.ts";
import { heightOf, lengthOf, turnQuad, type Point, type Quad } from "./plane.ts";
import { findText, readText, upsideDown, type Reader } from "./reader.ts";
import type { ReadText } from "./dictionary.ts";
import type { Page } from "./straighten.ts";

export type Turned = "find" | "0" | "90" | "180" | "270";

export interface UprightPage {
  /** Pixels in which text runs from left to right, or on its head if `quads` say so. */
  readonly page: Page;
  /** Places of text in those pixels, corners as the reader sees them. */
  readonly quads: readonly Quad[];
  /** How far text is turned clockwise on the picture: 0, 90, 180 or 270 degrees. */
  readonly angle: number;
  /** From those pixels back to the page that was given. */
  readonly back: (point: Point) => Point;
}

/** A box this much taller than wide holds text that runs up or down. */
const TALL = 1.5;
/** Lines that are asked which way up they are, and those that are read both ways where the classifier doubts or is not there. */
const ASKED = 6;
const READ = 3;
/** Below this mean the classifier says that a page is upright. */
const DOUBT = 0.2;
/** A single line is read on its head too where the classifier is as sure as this. */
const SURE = 0.9;

const isTall = (quad: Quad) => heightOf(quad) > TALL * lengthOf(quad);

/** The page as it is read, and the places of text on it. */
export async function uprightPage(reader: Reader, page: Page, turned: Turned): Promise<UprightPage> {
  if (turned === "find") return foundPage(reader, page);
  const angle = Number(turned);
  const aside = angle === 90 || angle === 270 ? await aQuarterBack(reader, page) : straight(page);
  const quads = await findText(reader, aside.page);
  // A quarter back makes upright what was turned by 90 degrees, and puts on its head what was turned by 270.
  const flip = angle === 180 || angle === 270;
  return { ...aside, angle, quads: flip ? quads.map((quad) => turnQuad(quad, 2)) : quads };
}

async function foundPage(reader: Reader, page: Page): Promise<UprightPage> {
  const first = await findText(reader, page);
  const aside = mostlyTall(first) ? await aQuarterBack(reader, page) : null;
  // Lines that run up or down are found, but worse than those the detector has learned from.
  const quads = aside ? await findText(reader, aside.page) : first;
  const seen = aside ?? straight(page);
  const flip = await standsOnHead(reader, seen.page, quads);
  return {
    ...seen,
    angle: (aside ? 90 : 0) + (flip ? 180 : 0),
    quads: flip ? quads.map((quad) => turnQuad(quad, 2)) : quads,
  };
}

/** The text of a place: read the other ways too where it is unlike the page. The corners are then those of that way. */
export async function readLine(reader: Reader, page: Page, quad: Quad): Promise<ReadText & { quad: Quad }> {
  const ways = await likelyWays(reader, page, quad);
  let best = { ...(await readText(reader, page, ways[0])), quad: ways[0] };
  for (const way of ways.slice(1)) {
    const other = await readText(reader, page, way);
    if (other.score > best.score) best = { ...other, quad: way };
  }
  return best;
}

async function likelyWays({ classifier }: Reader, page: Page, quad: Quad): Promise<[Quad, ...Quad[]]> {
  // A single sign is tall too: it is read as it stands as well.
  if (isTall(quad)) {
    const aside = [turnQuad(quad, 1), turnQuad(quad, 3)] as const;
    return heightOf(quad) < 2 * TALL * lengthOf(quad) ? [quad, ...aside] : [...aside];
  }
  if (!classifier) return [quad];
  const onHead = await upsideDown(classifier, page, quad);
  return onHead > SURE ? [quad, turnQuad(quad, 2)] : [quad];
}

function mostlyTall(quads: readonly Quad[]): boolean {
  let balance = 0;
  for (const quad of quads) {
    if (isTall(quad)) balance += heightOf(quad);
    else if (lengthOf(quad) > TALL * heightOf(quad)) balance -= lengthOf(quad);
  }
  return balance > 0;
}

async function standsOnHead(reader: Reader, page: Page, quads: readonly Quad[]): Promise<boolean> {
  const longest = [...quads].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, ASKED);
  if (longest.length === 0) return false;
  if (reader.classifier) {
    let sum = 0;
    for (const quad of longest) sum += await upsideDown(reader.classifier, page, quad);
    if (sum / longest.length < DOUBT) return false;
  }
  let balance = 0;
  for (const quad of longest.slice(0, READ)) {
    balance += (await readText(reader, page, turnQuad(quad, 2))).score;
    balance -= (await readText(reader, page, quad)).score;
  }
  return balance > 0;
}

function straight(page: Page): Pick<UprightPage, "page" | "back"> {
  return { page, back: (point) => point };
}

/** The page turned by a quarter against the clock, and the way back. */
async function aQuarterBack({ pictures }: Reader, page: Page): Promise<Pick<UprightPage, "page" | "back">> {
  const turned = await turnPage(pictures, page, 3);
  return { page: turned, back: ({ x, y }) => ({ x: page.width - y, y: x }) };
}
