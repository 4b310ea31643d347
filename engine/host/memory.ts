// How much memory a process uses and how much there is.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { freemem } from "node:os";

/** statm counts pages; they are of 4 KiB on the processors that Node is built for, of 16 or 64 on few. */
const PAGE_BYTES = 4096;

/** Bytes of memory a process holds (resident set), null when it is gone or nobody can tell. */
export async function residentBytes(pid: number): Promise<number | null> {
  if (process.platform === "linux") {
    const text = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => null);
    return text === null ? null : Number(text.split(" ")[1]) * PAGE_BYTES;
  }
  if (process.platform === "win32") return null;
  return new Promise((resolve) =>
    execFile("ps", ["-o", "rss=", "-p", String(pid)], (error, text) =>
      resolve(error ? null : Number(text) * 1024),
    ),
  );
}

/** Bytes that new work could take, caches of the system included where it says so. */
export async function availableBytes(): Promise<number> {
  const text = process.platform === "linux" ? await readFile("/proc/meminfo", "utf8").catch(() => "") : "";
  const available = /^MemAvailable:\s+(\d+) kB/m.exec(text);
  return available ? Number(available[1]) * 1024 : freemem();
}
