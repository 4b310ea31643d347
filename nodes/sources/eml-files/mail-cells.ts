// What does a mail say? Who to whom, when, about what, its text, and what is attached: as the cells of a row.

import type { Address, Attachment, Email } from "postal-mime";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { mendControls } from "../../_shared/text/encoding.ts";
import { htmlToText } from "../../_shared/text/html-text.ts";

const ATTACHMENTS: DataType = {
  type: "list",
  of: {
    type: "struct",
    fields: [field("name", "text"), field("type", "text", false), field("size", "float64", false)],
  },
};

export const MAIL_SCHEMA: Schema = {
  fields: [
    field("path", "text", false),
    field("number", "int32", false),
    field("subject", "text"),
    field("from", "text"),
    field("to", "text"),
    field("cc", "text"),
    field("date", "timestamp"),
    field("text", "text", false),
    field("attachments", ATTACHMENTS, false),
    field("message_id", "text"),
  ],
};

export interface MailCells {
  readonly cells: Readonly<Record<string, Cell>>;
  /** What the mail says of its date where that is none; null where it is one, or says nothing. */
  readonly badDate: string | null;
  /** Whether its text holds signs that could not be decoded: wrong base64, or a charset that is not its own. */
  readonly isDamaged: boolean;
}

/** What decoders put where they cannot read: U+FFFD. */
const UNDECODED = "\uFFFD";

/** Throws `MAIL_UNREADABLE` for what has no header of a mail. */
export async function mailCells(bytes: Uint8Array): Promise<MailCells> {
  const mail = await parsed(bytes);
  const text = textOf(mail);
  const written = mail.headers.find(({ key }) => key === "date")?.value.trim() ?? "";
  const date = dateOf(written);
  const cells = {
    subject: said(mail.subject),
    from: addresses(mail.from ? [mail.from] : mail.sender ? [mail.sender] : []),
    to: addresses(mail.to ?? []),
    cc: addresses(mail.cc ?? []),
    date,
    text,
    attachments: mail.attachments.map(attachmentCell),
    message_id: said(mail.messageId),
  };
  const badDate = date === null && written !== "" ? mendControls(written) : null;
  return { cells, badDate, isDamaged: text.includes(UNDECODED) };
}

/** With a zone, a comment or none: a date without a zone is in UTC, wherever the mail is read. */
const ZONED = /(?:[+-]\d{4}|[+-]\d\d:\d\d|\b(?:Z|UTC?|GMT|[ECMP][SD]T))$/iu;

/** Milliseconds since 1970; null for what is no date. */
function dateOf(written: string): number | null {
  const plain = written.replace(/\([^()]*\)/gu, " ").trim();
  const date = Date.parse(ZONED.test(plain) ? plain : `${plain} UTC`);
  return Number.isNaN(date) ? null : date;
}

/** A header that every mail has at least one of, whoever wrote it. */
const KNOWN = new Set(
  "from to cc bcc subject date sender reply-to return-path received message-id mime-version content-type delivered-to".split(
    " ",
  ),
);

async function parsed(bytes: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import("postal-mime");
  let mail: Email;
  try {
    mail = await PostalMime.parse(bytes.slice());
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (hasLostParts(mail)) throw unreadable("it says that it has parts, and not what stands between them");
  if (mail.headers.some(({ key }) => KNOWN.has(key))) return mail;
  throw unreadable(bytes.length === 0 ? "it is empty" : "it has none of the headers that mails have");
}

/** Without a boundary nothing of the parts is found, and the mail would pass for an empty one. */
function hasLostParts({ headers }: Email): boolean {
  const type = headers.find(({ key }) => key === "content-type")?.value.trim() ?? "";
  return /^multipart\//iu.test(type) && !/;\s*boundary\*?[\d*]*\s*=/iu.test(type);
}

/** The plain part; where there is none, what a person would read of the HTML. */
function textOf({ text, html }: Email): string {
  const plain = mendControls(text ?? "")
    .replace(/\r\n?/gu, "\n")
    .trim();
  return plain === "" && html ? htmlToText(mendControls(html)) : plain;
}

function said(text: string | undefined): string | null {
  return text === undefined ? null : mendControls(text);
}

/** `Ada Byron <ada@example.org>, bob@example.org`; a group by its members. */
function addresses(list: readonly Address[]): string | null {
  const boxes = list.flatMap((each) => ("group" in each && each.group ? each.group : [each]));
  const texts = boxes.map(({ name, address }) => {
    const called = mendControls(name).trim();
    if (!address) return called;
    return called === ""
      ? address
      : `${/[,;<>@"]/u.test(called) ? JSON.stringify(called) : called} <${address}>`;
  });
  return texts.length === 0 ? null : texts.join(", ");
}

function attachmentCell({ filename, mimeType, content }: Attachment): Cell {
  const size = typeof content === "string" ? content.length : content.byteLength;
  return { name: filename === null ? null : mendControls(filename), type: mimeType, size };
}

function unreadable(why: string, cause?: unknown): MillraceError {
  return new MillraceError("MAIL_UNREADABLE", {
    message: `It is no mail that can be read: ${why}.`,
    expected: "a mail as RFC 5322 has it, or a mailbox (mbox)",
    hint: 'Look at it with a text editor; leave files that are no mails out by "Which files".',
    cause,
  });
}
