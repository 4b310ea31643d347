// The playbook mail-triage once more, without the engine: mails parsed by hand, words hashed by hand, models run by onnxruntime-node.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";

export interface TriagedMail {
  readonly path: string;
  readonly spam: number;
  readonly language: string | null;
  readonly desk: "quarantine" | "to-check" | "english" | "other-languages";
}

export async function triage(
  folder: string,
  labels: readonly string[],
  ngrams: Ngrams,
): Promise<TriagedMail[]> {
  const spamModel = await InferenceSession.create(join(folder, "models/spam.onnx"));
  const languageModel = await InferenceSession.create(join(folder, "models/language.onnx"));
  const files = readdirSync(join(folder, "data/inbox")).toSorted();
  const mails: TriagedMail[] = [];
  for (const file of files) {
    const mail = readMail(readFileSync(join(folder, "data/inbox", file)));
    const content = `${mail.subject}\n${mail.text}`;
    const words = new Tensor("float32", hashed(content), [1, 8192]);
    const [, spam] = (await spamModel.run({ words })).probabilities.data as Float32Array;
    const shares = letterShares(content.slice(0, 4000), ngrams);
    const answer = await languageModel.run({ ngrams: new Tensor("float32", shares, [1, shares.length]) });
    const scores = [...(answer.probabilities.data as Float32Array)];
    const best = scores.indexOf(Math.max(...scores));
    const letters = content.slice(0, 4000).match(/\p{L}/gu)?.length ?? 0;
    const language = letters >= 20 && scores[best] >= 0.5 ? labels[best] : null;
    const rounded = Math.round(spam * 1000) / 1000;
    const calm = language === "eng" ? "english" : "other-languages";
    const desk = rounded >= 0.9 && language === "eng" ? "quarantine" : rounded >= 0.5 ? "to-check" : calm;
    mails.push({ path: `data/inbox/${file}`, spam: rounded, language, desk });
  }
  return mails;
}

export type Ngrams = Readonly<Record<string, readonly string[]>>;

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function readMail(bytes: Buffer): { subject: string; text: string } {
  const mail = partOf(bytes.toString("latin1"));
  const texts = leaves(mail);
  const plain = texts.find(({ type, text }) => type === "text/plain" && text.trim() !== "");
  const html = texts.find(({ type }) => type === "text/html");
  const text = plain?.text ?? (html ? spoken(html.text) : "");
  return { subject: header(mail.headers.get("subject") ?? ""), text };
}

/** `=?charset?q?words?=`, or bytes that are taken as UTF-8. */
function header(value: string): string {
  const words = /=\?([\w-]+)\?([qb])\?([^?]*)\?=/gi;
  if (!words.test(value)) return Buffer.from(value, "latin1").toString("utf8");
  return value.replace(words, (_, charset: string, way: string, word: string) =>
    way.toLowerCase() === "b"
      ? decoded(Buffer.from(word, "base64"), charset)
      : decoded(Buffer.from(unquoted(word.replaceAll("_", " ")), "latin1"), charset),
  );
}

function unquoted(text: string): string {
  return text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function partOf(source: string): Part {
  const [head, ...rest] = source.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const entries = lines.map((line) => [
    line.split(":")[0].toLowerCase(),
    line.slice(line.indexOf(":") + 1).trim(),
  ]);
  return { headers: new Map(entries as [string, string][]), body: rest.join("\n\n") };
}

function leaves({ headers, body }: Part): { type: string; text: string }[] {
  const kind = headers.get("content-type") ?? "text/plain";
  const type = kind.split(";")[0].trim().toLowerCase();
  const boundary = /boundary="?([^";]+)"?/i.exec(kind)?.[1];
  if (type.startsWith("multipart/") && boundary) {
    const parts = `\n${body}`
      .split(`\n--${boundary}`)
      .slice(1)
      .filter((part) => !part.startsWith("--"));
    return parts.flatMap((part) => leaves(partOf(part.replace(/^[ \t]*\r?\n/, ""))));
  }
  const quoted = /quoted-printable/i.test(headers.get("content-transfer-encoding") ?? "");
  const raw = quoted ? unquoted(body) : body;
  const charset = /charset="?([\w-]+)"?/i.exec(kind)?.[1] ?? "utf-8";
  return [{ type, text: decoded(Buffer.from(raw, "latin1"), charset) }];
}

function decoded(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(/ascii/i.test(charset) ? "windows-1252" : charset).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

function spoken(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, " ")
    .replace(/<head\b[\s\S]*?(?=<\/head|<body)/i, "")
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(
      /<(\/?)(p|br|div|td|th|tr|table|li|ul|ol|h\d|center|hr|body|html|dd|dt|dl|form|option)\b[^>]*>/gi,
      "\n",
    )
    .replace(/<[^>]*>/g, "")
    .replace(/&nbsp;?/g, " ")
    .replace(/&amp;/g, "&")
    .replace(/&#(\d+);?/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function hashed(content: string): Float32Array {
  const row = new Float32Array(8192);
  for (const word of content.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []) {
    let hash = 2166136261;
    for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
    row[hash % 8192] += 1;
  }
  const logs = row.map((count) => (count > 0 ? 1 + Math.log(count) : 0));
  const length = Math.hypot(...logs);
  return length > 0 ? logs.map((value) => value / length) : logs;
}

function letterShares(text: string, ngrams: Ngrams): Float32Array {
  const letters = ` ${text
    .replace(/-+/g, " ")
    .replace(/[^\p{L}\p{M}\s]/gu, "")
    .replace(/\s{2,}/g, " ")
    .toLowerCase()
    .trim()} `;
  return Float32Array.from(
    Object.entries(ngrams).flatMap(([length, groups]) => {
      const size = Number(length);
      const all = Array.from({ length: Math.max(0, letters.length - size + 1) }, (_, i) =>
        letters.slice(i, i + size),
      );
      return groups.map((group) => all.filter((each) => each === group).length / (all.length || 1));
    }),
  );
}
