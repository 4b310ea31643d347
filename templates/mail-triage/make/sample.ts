// Which mails ship as a sample? Held-out ones, chosen by their place in the split, made small: no addresses, only headers that say something.

import { Buffer } from "node:buffer";
import type { LabelledMail } from "./mails.ts";

export interface SampleMail {
  /** `0007.eml`; what it is stands in `data/labels.csv`. */
  readonly file: string;
  readonly mail: LabelledMail;
  readonly bytes: Uint8Array;
}

const HAM = 26;
const SPAM = 18;
const MOST_BYTES = 6000;
/** In other languages than English there are few, so that a longer one is taken too. */
const FOREIGN = 8;
const MOST_FOREIGN_BYTES = 16_000;
/** Headers that tell how the body is written, and those that a person reads. */
const KEPT = /^(subject|date|mime-version|content-type|content-transfer-encoding):/i;
const ADDRESS = /[\w.+%-]+@[\w-]+(?:\.[\w-]+)*/g;
/** Numbers that may be telephones. */
const TELEPHONE = /\+?\(?\d[\d() .-]{7,}\d/g;

/** `raw` gives the bytes of a mail as it is in the data set, `isForeign` says whether it is surely in another language than English. */
export function sampleMails(
  test: readonly LabelledMail[],
  raw: (mail: LabelledMail) => Uint8Array,
  isForeign: (mail: LabelledMail) => boolean,
): readonly SampleMail[] {
  const fitting = test.flatMap((mail) => {
    const bytes = reduced(Buffer.from(raw(mail)).toString("latin1"));
    return bytes && bytes.length <= MOST_FOREIGN_BYTES ? [{ mail, bytes, foreign: isForeign(mail) }] : [];
  });
  const short = fitting.filter(({ bytes, foreign }) => bytes.length <= MOST_BYTES && !foreign);
  const chosen = [
    ...fitting.filter(({ foreign }) => foreign).slice(0, FOREIGN),
    ...short.filter(({ mail }) => !mail.spam).slice(0, HAM),
    ...short.filter(({ mail }) => mail.spam).slice(0, SPAM),
  ];
  return chosen
    .sort((a, b) => a.mail.place - b.mail.place)
    .map(({ mail, bytes }, i) => ({ file: `${String(i + 1).padStart(4, "0")}.eml`, mail, bytes }));
}

/** The mail without what need not be shown; null where its body is in a form that hides addresses from the eye. */
function reduced(mail: string): Buffer | null {
  const end = /\r?\n\r?\n/.exec(mail);
  if (!end) return null;
  const headers = mail
    .slice(0, end.index)
    .split(/\r?\n(?![ \t])/)
    .filter((header) => KEPT.test(header))
    .map((header) => header.replace(ADDRESS, "someone@example.org"));
  if (headers.some((header) => /base64/i.test(header))) return null;
  const body = mail.slice(end.index + end[0].length);
  if (/content-transfer-encoding:\s*base64/i.test(body) || /=40/.test(body)) return null;
  const shown = body.replace(ADDRESS, "someone@example.org").replace(TELEPHONE, "000");
  const whole = ["From: someone@example.org", ...headers, "", shown.trimEnd(), ""].join("\n");
  return Buffer.from(whole.replace(/\r\n/g, "\n"), "latin1");
}
