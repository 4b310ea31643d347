// Small PDF files written by hand: pages with lines of text, of any size, encrypted with a password if wanted.

import { createHash } from "node:crypto";

export interface PdfPage {
  readonly lines: readonly string[];
  /** Points. */
  readonly width?: number;
  readonly height?: number;
}

const FONT = 3;
const FIRST_PAGE = 4;

export function makePdf(pages: readonly PdfPage[], password: string | null = null): Uint8Array {
  const lock = password === null ? null : new Lock(password);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${FIRST_PAGE + 2 * i} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.flatMap(({ lines, width = 200, height = 100 }, i) => {
      const content = lines
        .map((line, n) => `BT /F1 12 Tf 10 ${height - 20 * (n + 1)} Td (${line}) Tj ET`)
        .join("\n");
      const own = FIRST_PAGE + 2 * i;
      const stream = lock ? lock.encrypt(content, own + 1) : content;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${own + 1} 0 R /Resources << /Font << /F1 ${FONT} 0 R >> >> >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
    ...(lock ? [lock.dictionary()] : []),
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const secured = lock ? `/Encrypt ${objects.length} 0 R /ID [<${ID}> <${ID}>] ` : "";
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R ${secured}>>`;
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return Buffer.from(`${text}${table}trailer\n${trailer}\nstartxref\n${text.length}\n%%EOF\n`, "latin1");
}

const ID = "00112233445566778899aabbccddeeff";
const PADDING = Buffer.from("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A", "hex");
const PERMISSIONS = -4;

/** The standard security handler, revision 2: RC4 with 40 bits (PDF 1.4, 3.5.2). */
class Lock {
  readonly #key: Buffer;
  readonly #owner: Buffer;

  constructor(password: string) {
    const padded = Buffer.concat([Buffer.from(password, "latin1"), PADDING]).subarray(0, 32);
    this.#owner = rc4(md5(padded).subarray(0, 5), padded);
    const permissions = Buffer.alloc(4);
    permissions.writeInt32LE(PERMISSIONS);
    const parts = [padded, this.#owner, permissions, Buffer.from(ID, "hex")];
    this.#key = md5(Buffer.concat(parts)).subarray(0, 5);
  }

  encrypt(text: string, object: number): string {
    const number = Buffer.from([object & 255, object >> 8, 0, 0, 0]);
    const key = md5(Buffer.concat([this.#key, number])).subarray(0, 10);
    return rc4(key, Buffer.from(text, "latin1")).toString("latin1");
  }

  dictionary(): string {
    const user = rc4(this.#key, PADDING).toString("hex");
    const owner = this.#owner.toString("hex");
    return `<< /Filter /Standard /V 1 /R 2 /O <${owner}> /U <${user}> /P ${PERMISSIONS} >>`;
  }
}

function md5(bytes: Uint8Array): Buffer {
  return createHash("md5").update(bytes).digest();
}

function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const state = Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i] + key[i % key.length]) & 255;
    [state[i], state[j]] = [state[j], state[i]];
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    Array.from(bytes, (byte) => {
      i = (i + 1) & 255;
      j = (j + state[i]) & 255;
      [state[i], state[j]] = [state[j], state[i]];
      return byte ^ state[(state[i] + state[j]) & 255];
    }),
  );
}
