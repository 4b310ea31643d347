// Who is at work on something? A file that says which process, so that no two are; that of a process that is gone counts as none.

import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";

/** Whoever holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts it: numbers of processes are given away again. Null where it does not say. */
  readonly began: string | null;
  /** When the lock was taken, in milliseconds UTC. */
  readonly since: number;
}

export interface RunLock {
  /** Lets go; only once. */
  release(): void;
}

/** Takes the lock at `path`, or answers who has it. `now` is the time in milliseconds UTC. */
export function takeLock(path: string, now: number): RunLock | LockHolder {
  const own: LockHolder = { pid: process.pid, host: hostname(), began: beganAt(process.pid), since: now };
  const text = JSON.stringify(own);
  for (;;) {
    if (put(path, text)) return { release: () => removeOwn(path, text) };
    const found = readLock(path);
    if (found === null) continue;
    if (found.holder && isAlive(found.holder, own.host)) return found.holder;
    takeAway(path, found.text, own.pid);
  }
}

/** The lock with all that it says at once: half of one would be taken for none. False where there is one. */
function put(path: string, text: string): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    writeFileSync(aside, text);
    try {
      linkSync(aside, path);
    } catch (thrown) {
      if (!NO_LINKS.has(codeOf(thrown) ?? "")) throw thrown;
      writeFileSync(path, text, { flag: "wx" });
    }
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return false;
    throw thrown;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** What file systems say that know no second name of a file. */
const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

export function isHolder(taken: RunLock | LockHolder): taken is LockHolder {
  return "pid" in taken;
}

/** Null where it has just been let go. What is no lock (a disk that was full when it was taken) has no holder. */
function readLock(path: string): { readonly text: string; readonly holder: LockHolder | null } | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return null;
    throw thrown;
  }
  try {
    const holder = JSON.parse(text) as Partial<LockHolder> | null;
    const isLock = typeof holder?.pid === "number" && typeof holder.host === "string";
    return { text, holder: isLock ? (holder as LockHolder) : null };
  } catch {
    return { text, holder: null };
  }
}

/** Nobody can tell what runs on another machine. */
function isAlive({ pid, host, began }: LockHolder, here: string): boolean {
  if (host !== here) return true;
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    return codeOf(thrown) !== "ESRCH";
  }
  const now = beganAt(pid);
  return began === null || now === null || now === began;
}

/** Another process may have been faster: what it has put there since is put back. */
function takeAway(path: string, stale: string, pid: number): void {
  const aside = `${path}.${pid}`;
  try {
    renameSync(path, aside);
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return;
    throw thrown;
  }
  try {
    if (readFileSync(aside, "utf8") !== stale) linkSync(aside, path);
  } finally {
    unlinkSync(aside);
  }
}

function removeOwn(path: string, text: string): void {
  if (readLock(path)?.text === text) unlinkSync(path);
}

/** Ticks since the machine started, with which boot that was: field 22 of `/proc/PID/stat`, behind the name in brackets. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]} ${boot}`;
  } catch {
    return null;
  }
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException | undefined)?.code;
}
