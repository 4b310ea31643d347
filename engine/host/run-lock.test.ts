import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isHolder, takeLock, type RunLock } from "./run-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "a.lock");

test("a lock that is held is told, with who holds it; one that was let go is free", () => {
  const lock = takeLock(path, 1000) as RunLock;
  expect(takeLock(path, 2000)).toMatchObject({ pid: process.pid, host: hostname(), since: 1000 });
  expect(readdirSync(folder), "nothing else is left").toEqual(["a.lock"]);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["of a process that is gone", { pid: 2 ** 22 + 1, host: hostname(), began: null, since: 0 }],
  ["of a process whose number another one has", { pid: process.pid, host: hostname(), began: "1", since: 0 }],
  ["that says nothing", null],
])("a lock %s is taken over", (_, holder) => {
  writeFileSync(path, holder ? JSON.stringify(holder) : "");
  const lock = takeLock(path, 0);
  expect(isHolder(lock)).toBe(false);
  expect(readdirSync(folder)).toEqual(["a.lock"]);
  (lock as RunLock).release();
});

test("a lock of another machine stays, since nobody can tell", () => {
  const holder = { pid: 1, host: "elsewhere", began: null, since: 0 };
  writeFileSync(path, JSON.stringify(holder));
  expect(takeLock(path, 0)).toEqual(holder);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(holder);
  rmSync(path);
});
