// A download on the disk that is not through: its bytes, and of which file they are the beginning.

import { open, readFile, stat, truncate, writeFile, type FileHandle } from "node:fs/promises";
import { withFile } from "../host/file-errors.ts";
import { beginningOf } from "./claim.ts";
import type { Answer } from "./network.ts";

interface Beginning {
  readonly url: string;
  /** The server's mark of exactly these bytes: an ETag, or the time of their change. */
  readonly mark: string | null;
  readonly total: number | null;
  readonly fileName: string | null;
}

const NOTHING = { mark: null, total: null, fileName: null } as const;

/** What is there of `url` at the path; nothing where it cannot be told of what it is. */
export async function beginPart(path: string, url: string): Promise<Part> {
  const beginning = await readBeginning(path);
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  const part = new Part(path, beginning?.url === url ? beginning : { url, ...NOTHING }, size);
  if (size > 0 && beginning?.url !== url) await part.restart();
  return part;
}

export class Part {
  size: number;
  /** Whether it was put together of several answers, perhaps on another day. */
  isPieced: boolean;
  readonly #path: string;
  #beginning: Beginning;
  #handle: FileHandle | null = null;

  constructor(path: string, beginning: Beginning, size: number) {
    this.#path = path;
    this.#beginning = beginning;
    this.size = size;
    this.isPieced = size > 0;
  }

  goOn(): void {
    this.isPieced = true;
  }

  get mark(): string | null {
    return this.#beginning.mark;
  }

  get total(): number | null {
    return this.#beginning.total;
  }

  get fileName(): string | null {
    return this.#beginning.fileName;
  }

  /** From nothing, with what the server says of the file. Said before the first byte is there. */
  async start({ headers, url }: Answer, total: number | null): Promise<void> {
    await this.restart();
    const tag = headers.etag;
    // A weak mark does not promise the same bytes.
    const mark = tag !== undefined && !tag.startsWith("W/") ? tag : (headers["last-modified"] ?? null);
    const fileName = nameIn(headers["content-disposition"]) ?? lastOf(url.pathname);
    this.#beginning = { url: this.#beginning.url, mark, total, fileName };
    await withFile(this.#path, async () => {
      await writeFile(beginningOf(this.#path), JSON.stringify(this.#beginning));
      // Also of an empty file there is one.
      this.#handle = await open(this.#path, "w");
    });
  }

  async restart(): Promise<void> {
    await this.close();
    if (this.size > 0) await withFile(this.#path, () => truncate(this.#path));
    this.size = 0;
    this.isPieced = false;
    this.#beginning = { ...this.#beginning, ...NOTHING };
  }

  async write(bytes: Uint8Array): Promise<void> {
    await withFile(this.#path, async () => {
      this.#handle ??= await open(this.#path, "r+");
      for (let rest = bytes; rest.length > 0;) {
        const { bytesWritten } = await this.#handle.write(rest, 0, rest.length, this.size);
        this.size += bytesWritten;
        rest = rest.subarray(bytesWritten);
      }
    });
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.datasync().catch(() => {});
    await handle?.close();
  }
}

async function readBeginning(path: string): Promise<Beginning | null> {
  try {
    const read = JSON.parse(await readFile(beginningOf(path), "utf8")) as Beginning;
    return typeof read.url === "string" ? read : null;
  } catch {
    return null;
  }
}

/** `attachment; filename="model.onnx"`. */
function nameIn(disposition: string | undefined): string | null {
  const [, quoted, plain] = /filename="([^"]+)"|filename=([^;\s]+)/i.exec(disposition ?? "") ?? [];
  return lastOf(quoted ?? plain ?? "");
}

function lastOf(path: string): string | null {
  const last = path.split(/[\\/]/).at(-1) ?? "";
  try {
    return decodeURIComponent(last) || null;
  } catch {
    return last || null;
  }
}
