// What machine is this, and how much of it may the process use?

import { readFile } from "node:fs/promises";
import { arch, cpus, release, totalmem, type } from "node:os";
import { availableCores } from "../../../engine/host/cores.ts";
import { availableBytes } from "../../../engine/host/memory.ts";

export interface Machine {
  /** Name and version of the system. */
  readonly system: string;
  readonly arch: string;
  readonly processor: string;
  /** Cores that are there, and those that this process may use. */
  readonly cores: number;
  readonly usableCores: number;
  readonly memoryBytes: number;
  readonly freeBytes: number;
  /** What a container, or its like, holds the process to; null where nothing does. */
  readonly limits: { readonly memoryBytes: number | null; readonly cores: number | null } | null;
}

export async function lookAtMachine(): Promise<Machine> {
  const memoryBytes = totalmem();
  const limits = await limitsOf(memoryBytes);
  return {
    system: `${type()} ${release()}`,
    arch: arch(),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    usableCores: availableCores(),
    memoryBytes,
    freeBytes: await availableBytes(),
    limits,
  };
}

/** Control groups of Linux, version 2 and then 1; a limit above what there is counts as none. */
async function limitsOf(there: number): Promise<Machine["limits"]> {
  const memory =
    numberOf(await lineOf("/sys/fs/cgroup/memory.max")) ??
    numberOf(await lineOf("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
  const memoryBytes = memory !== null && memory < there ? memory : null;
  const cores =
    coresOf(await lineOf("/sys/fs/cgroup/cpu.max")) ??
    coresOf(
      `${await lineOf("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")} ${await lineOf("/sys/fs/cgroup/cpu/cpu.cfs_period_us")}`,
    );
  return memoryBytes === null && cores === null ? null : { memoryBytes, cores };
}

async function lineOf(path: string): Promise<string> {
  return (await readFile(path, "utf8").catch(() => "")).trim();
}

/** `max` and -1 are no limits. */
function numberOf(text: string): number | null {
  const value = text === "" ? NaN : Number(text);
  return value > 0 ? value : null;
}

/** `150000 100000`: microseconds of processor time in so many. */
export function coresOf(text: string): number | null {
  const [quota, period] = text.split(" ").map((part) => numberOf(part));
  return quota && period ? quota / period : null;
}
