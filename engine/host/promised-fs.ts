// File operations as promises. Those of `node:fs/promises` take a start 0.8 ms to load, for parts that nobody here uses.

import {
  access as accessBy,
  close,
  fchmod,
  fchown,
  fdatasync,
  fstat,
  ftruncate,
  mkdir as mkdirBy,
  open as openBy,
  read,
  readdir as readdirBy,
  readFile as readFileBy,
  readlink as readlinkBy,
  realpath as realpathBy,
  rename as renameBy,
  stat as statBy,
  unlink as unlinkBy,
  write,
  writev,
  type BigIntStats,
} from "node:fs";
import { promisify } from "node:util";

export const access = promisify(accessBy);
export const mkdir = promisify(mkdirBy);
export const readdir = promisify(readdirBy);
export const readlink = promisify(readlinkBy);
export const realpath = promisify(realpathBy.native);
export const rename = promisify(renameBy);
export const stat = promisify(statBy);
export const unlink = promisify(unlinkBy);

const openFd = promisify(openBy);
const closeFd = promisify(close);
const readFd = promisify(read);
const writeFd = promisify(write);
const writevFd = promisify(writev);
const statFd = promisify(fstat);
const datasyncFd = promisify(fdatasync);
const modeFd = promisify(fchmod);
const ownerFd = promisify(fchown);
const truncateFd = promisify(ftruncate);

/** An open file; who opens it closes it. */
export class OpenFile {
  readonly #fd: number;
  #closed: Promise<void> | null = null;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Bytes read into `into`, from `position` of the file. */
  async read(into: Uint8Array, position: number): Promise<number> {
    return (await readFd(this.#fd, into, 0, into.length, position)).bytesRead;
  }

  /** At the end of what was written, or at `position`. May write less than there is. */
  async write(bytes: Uint8Array, position: number | null = null): Promise<number> {
    return (await writeFd(this.#fd, bytes, 0, bytes.length, position)).bytesWritten;
  }

  /** May write less than there is. */
  async writev(buffers: readonly Uint8Array[]): Promise<number> {
    return (await writevFd(this.#fd, buffers as Uint8Array[])).bytesWritten;
  }

  datasync(): Promise<void> {
    return datasyncFd(this.#fd);
  }

  /** Cuts off what stands behind so many bytes. */
  truncate(bytes: number): Promise<void> {
    return truncateFd(this.#fd, bytes);
  }

  setMode(mode: number): Promise<void> {
    return modeFd(this.#fd, mode);
  }

  /** Throws where the system does not let this user do that. */
  giveTo(user: number, group: number): Promise<void> {
    return ownerFd(this.#fd, user, group);
  }

  stat(): Promise<BigIntStats> {
    return statFd(this.#fd, { bigint: true });
  }

  /** Once: a second call would close whatever has got the number since. */
  close(): Promise<void> {
    this.#closed ??= closeFd(this.#fd);
    return this.#closed;
  }
}

/** A file's bytes. */
export function readFile(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) =>
    readFileBy(path, { signal }, (error, bytes) => (error ? reject(error) : resolve(bytes))),
  );
}

/** `mode` is that of a file that is made; what the user's mask lets through unless given. */
export async function open(path: string, flags: "r" | "w" | "a" | "wx+", mode?: number): Promise<OpenFile> {
  return new OpenFile(await openFd(path, flags, mode));
}

/** Puts the names in a folder on the disk. Where folders cannot be opened (Windows), the system sees to that. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.datasync();
    } finally {
      await folder.close();
    }
  } catch (thrown) {
    const { code = "" } = thrown as NodeJS.ErrnoException;
    if (!["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"].includes(code)) throw thrown;
  }
}
