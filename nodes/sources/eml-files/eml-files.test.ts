// eml-files: what is read of mails as they are in the world, and what becomes of those that are none.

import { describe, expect, test } from "vitest";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import emlFiles from "./eml-files.ts";

async function readFrom(files: Files, params: Record<string, unknown> = {}) {
  const result = await runNode(emlFiles, { params: { path: "a.eml", ...params }, host: { files } });
  const rows = (result.outputs.out ?? []).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
  return { ...result, rows, row: rows[0] };
}

const read = (mail: string | Uint8Array, params?: Record<string, unknown>) =>
  readFrom(memoryFiles({ "a.eml": mail }), params);

const lines = (...all: string[]) => `${all.join("\r\n")}\r\n`;
const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

const PLAIN = lines(
  "From: Ada Byron <ada@example.org>",
  'To: "Babbage, Charles" <charles@example.org>, bob@example.org',
  "Cc: Team: x@example.org, y@example.org;",
  "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?Q?_aus_K=F6ln?=",
  "Date: Thu, 22 Aug 2002 18:26:25 +0700",
  "Message-ID: <1@example.org>",
  "Content-Type: text/plain; charset=iso-8859-1",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Sch=F6ne Gr=FC=DFe,=20",
  "Ada",
);

test("subject, people, time and text of a plain mail", async () => {
  const { row, schemas, outputs } = await read(PLAIN);
  expect(row).toEqual({
    path: "a.eml",
    number: 1,
    subject: "Grüße aus Köln",
    from: "Ada Byron <ada@example.org>",
    to: '"Babbage, Charles" <charles@example.org>, bob@example.org',
    cc: "x@example.org, y@example.org",
    date: Date.UTC(2002, 7, 22, 11, 26, 25),
    text: "Schöne Grüße, \nAda",
    attachments: [],
    message_id: "<1@example.org>",
  });
  expect(outputs.out[0].schema).toEqual(schemas.out);
});

const MIXED = lines(
  "From: a@example.org",
  "Subject: invoice",
  'Content-Type: multipart/mixed; boundary="B"',
  "",
  "preamble",
  "--B",
  'Content-Type: multipart/alternative; boundary="C"',
  "",
  "--C",
  "Content-Type: text/html; charset=utf-8",
  "",
  "<html><head><style>p{}</style></head><body><p>Hello &amp; <b>good day</b></p><p>Ada</p></body></html>",
  "--C--",
  "--B",
  'Content-Type: application/pdf; name="bill.pdf"',
  "Content-Disposition: attachment; filename*=utf-8''Rechnung%20M%C3%A4rz.pdf",
  "Content-Transfer-Encoding: base64",
  "",
  "JVBERi0xLjQ=",
  "--B--",
);

test("HTML is read where there is no plain part; attachments are named with their size", async () => {
  const { row } = await read(MIXED);
  expect(row.text).toBe("Hello & good day\n\nAda");
  expect(row.attachments).toEqual([{ name: "Rechnung März.pdf", type: "application/pdf", size: 8 }]);
});

test("the plain part goes before the HTML", async () => {
  const both = MIXED.replace("--C\r\n", "--C\r\nContent-Type: text/plain\r\n\r\nplain\r\n--C\r\n");
  expect((await read(both)).row.text).toBe("plain");
});

test.each<[string, Uint8Array, string]>([
  [
    "windows-1252",
    latin("“quoted” €".replace("“", "\x93").replace("”", "\x94").replace("€", "\x80")),
    "“quoted” €",
  ],
  ["koi8-r", Uint8Array.of(0xf0, 0xd2, 0xc9), "При"],
  ["gb2312", Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3), "你好"],
  ["x-unknown", latin("plain"), "plain"],
])("a text in %s", async (charset, body, text) => {
  const head = latin(lines("From: a@example.org", `Content-Type: text/plain; charset=${charset}`, ""));
  expect((await read(Uint8Array.of(...head, ...body))).row.text).toBe(text);
});

test.each([
  ["no date", ["From: a@example.org"], { date: null, subject: null, to: null }],
  ["a date that is none", ["From: a@example.org", "Date: yesterday"], { date: null }],
  ["a header without a colon", ["From: a@example.org", "this is wrong", "Subject: s"], { subject: "s" }],
  ["a subject in two lines", ["Subject: one", " two"], { subject: "one two", from: null }],
  ["a sender that is no address", ["From: undisclosed"], { from: "undisclosed" }],
  ["an empty subject", ["Subject:"], { subject: null }],
])("headers that are wrong are no reason to lose the mail: %s", async (_, headers, expected) => {
  const { row, failed } = await read(lines(...headers, "", "body"));
  expect(failed).toEqual([]);
  expect(row).toMatchObject({ ...expected, text: "body" });
});

test("a mail that was cut off is read as far as it goes", async () => {
  const { row, failed } = await read(MIXED.slice(0, MIXED.indexOf("JVBERi") + 6));
  expect(failed).toEqual([]);
  expect(row).toMatchObject({ subject: "invoice", attachments: [{ name: "Rechnung März.pdf" }] });
});

describe("mailboxes", () => {
  const BOX = [
    "From ada@example.org Thu Aug 22 12:36:23 2002",
    "Subject: first",
    "",
    "From here on 2002 it rains.",
    ">From there too.",
    ">>From quoted.",
    "",
    "From bob@example.org  Fri Aug 23 01:02:03 2002",
    "Subject: second",
    "",
    "text",
    "",
  ].join("\n");

  test.each([1, 3, 64, Infinity])(
    "every mail is a row, however the file is read: %d bytes",
    async (readBytes) => {
      const files = memoryFiles({ "a.eml": BOX }, { readBytes });
      const { rows } = await readFrom(files);
      expect(rows).toMatchObject([
        { number: 1, subject: "first", text: "From here on 2002 it rains.\nFrom there too.\n>From quoted." },
        { number: 2, subject: "second", text: "text" },
      ]);
      expect(files.openReaders()).toBe(0);
    },
  );

  test("a mail that is saved with the line of its mailbox is one mail", async () => {
    const { rows } = await read(`From ada@example.org Thu Aug 22 12:36:23 2002\n${PLAIN}`);
    expect(rows).toMatchObject([{ number: 1, subject: "Grüße aus Köln" }]);
  });

  test("a mail that is too large, and one that is none, are failed rows; the others are read", async () => {
    const large = `From x@example.org Fri Aug 23 01:02:03 2002\nSubject: large\n\n${"x".repeat(5000)}\n\n`;
    const none = "From y@example.org Fri Aug 23 01:02:03 2002\n\nno headers\n\n";
    const { rows, failed } = await read(large + none + BOX, { maxMegabytes: 0.004 });
    expect(rows.map(({ number }) => number)).toEqual([3, 4]);
    expect(failed).toMatchObject([
      { row: 1, code: "MAIL_TOO_LARGE" },
      { row: 2, code: "MAIL_UNREADABLE" },
    ]);
    expect(failed.map(({ cause }) => cause)).toEqual([
      expect.stringContaining('Mail 1 of "a.eml"'),
      expect.stringContaining("Mail 2"),
    ]);
  });
});

test.each([
  ["an empty file", new Uint8Array(0), "it is empty"],
  ["other data", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 255), "none of the headers"],
  ["a text", "Dear all,\nthis is no mail.\n", "none of the headers"],
  ["parts in parts without end", lines("From: a@b", ...nested(300)), "nest"],
])("%s fails its row", async (_, mail, cause) => {
  const { rows, failed } = await read(mail);
  expect(rows).toEqual([]);
  expect(failed).toMatchObject([{ row: 1, code: "MAIL_UNREADABLE", column: "text" }]);
  expect(failed[0].cause).toContain("a.eml");
  expect(failed[0].cause.toLowerCase()).toContain(cause);
});

function nested(depth: number): string[] {
  return Array.from({ length: depth }, (_, i) => [
    `Content-Type: multipart/mixed; boundary="b${i}"`,
    "",
    `--b${i}`,
  ]).flat();
}

test("a file that cannot be opened fails its row, with the columns that were planned", async () => {
  const files: Files = { ...memoryFiles({ "m/a.eml": PLAIN, "m/b.eml": "x" }) };
  const folder: Files = {
    ...files,
    stat: async (path) => (path === "m" ? { size: 0, modifiedMs: 0, isFolder: true } : files.stat(path)),
  };
  const { rows, failed } = await readFrom(folder, { path: "m" });
  expect(rows).toHaveLength(1);
  expect(failed).toMatchObject([{ row: 2 }]);
  const { frames, planned } = await errorFrames(emlFiles, { path: "m" }, folder);
  expect(frames[0].schema).toEqual(planned);
  expect(frames[0].row(0)).toMatchObject({ path: "m/b.eml", number: 1, error_code: "MAIL_UNREADABLE" });
});

test.each([
  ["yesterday", null, 1],
  ["Thu, 22 Aug 2002 12:36:23 +0200 (CEST)", Date.UTC(2002, 7, 22, 10, 36, 23), 0],
  // Without a zone it is the same everywhere.
  ["22 Aug 2002 12:36:23", Date.UTC(2002, 7, 22, 12, 36, 23), 0],
])("the date %j is %s, and one that is none is said", async (written, date, count) => {
  const { row, warnings } = await read(lines("From: a@example.org", `Date: ${written}`, "", "body"));
  expect(row.date).toBe(date);
  expect(warnings).toHaveLength(count);
  if (count > 0) expect(warnings[0]).toContain(`MAIL_DATE: Mail 1 of "a.eml" has the date "${written}"`);
});

test("a text that cannot be decoded as the mail says is told", async () => {
  const wrong = ["From: a@example.org", "Content-Type: text/plain; charset=utf-8"];
  const base64 = await read(lines(...wrong, "Content-Transfer-Encoding: base64", "", "aGVs*!!bG8=gd29ybGQ"));
  expect(base64.warnings[0]).toContain('MAIL_DAMAGED: The text of mail 1 of "a.eml"');
  expect((await read(lines(...wrong, "", "Grüße"))).warnings).toEqual([]);
});

test("parts without a boundary are no empty mail", async () => {
  const mail = (type: string) =>
    lines("From: a@example.org", `Content-Type: ${type}`, "", "--x", "", "hello", "--x--");
  expect((await read(mail("multipart/mixed"))).failed[0]).toMatchObject({
    code: "MAIL_UNREADABLE",
    cause: expect.stringContaining("not what stands between them") as string,
  });
  expect((await read(mail('multipart/mixed;\r\n boundary="x"'))).row.text).toBe("hello");
});
