// Is a file what it should be? Its length and its fingerprint, against what is known of it.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { withFile } from "../host/file-errors.ts";
import { MillraceError } from "../sdk/errors.ts";

export interface Expected {
  readonly size?: number | null;
  readonly sha256?: string | null;
  readonly integrity?: string | null;
}

/** Reads it once; throws where it differs, else answers what it is. */
export async function checkBytes(
  path: string,
  expected: Expected,
): Promise<{ size: number; sha256: string }> {
  const wanted = integrityOf(expected.integrity);
  const sha = createHash("sha256");
  const other = wanted && createHash(wanted.algorithm);
  let size = 0;
  await withFile(path, async () => {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      size += piece.length;
      sha.update(piece);
      other?.update(piece);
    }
  });
  const sha256 = sha.digest("hex");
  if (typeof expected.size === "number" && size !== expected.size)
    throw differs(`${expected.size} bytes`, `${size} bytes`);
  if (expected.sha256 && expected.sha256.toLowerCase() !== sha256)
    throw differs(`sha256 ${expected.sha256}`, `sha256 ${sha256}`);
  const got = other?.digest("base64");
  if (wanted && got !== wanted.digest)
    throw differs(`${wanted.algorithm}-${wanted.digest}`, `${wanted.algorithm}-${got}`);
  return { size, sha256 };
}

const STRONG = ["sha512", "sha384", "sha256", "sha1"];

/** The strongest of what is given; null where nothing is that can be checked. */
function integrityOf(text: string | null | undefined): { algorithm: string; digest: string } | null {
  const all = (text ?? "").split(/\s+/).flatMap((one) => {
    const [, algorithm, digest] = /^(sha\d+)-([A-Za-z0-9+/=]+)/.exec(one) ?? [];
    return STRONG.includes(algorithm) ? [{ algorithm, digest }] : [];
  });
  return all.sort((a, b) => STRONG.indexOf(a.algorithm) - STRONG.indexOf(b.algorithm))[0] ?? null;
}

function differs(expected: string, got: string): MillraceError {
  return new MillraceError("DOWNLOAD_DIFFERS", {
    message: "What came is not the file that was asked for.",
    expected,
    got,
    hint: "Nothing of it was kept. Try again; if it stays so, the file has changed, or somebody in between changes it.",
  });
}
