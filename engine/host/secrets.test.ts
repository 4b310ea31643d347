// Where secrets come from, in which order, and which files are refused.

import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { takeSecretsFrom, isSecretSet, machineSecrets, programSecrets, usualSecretsFile } from "./secrets.ts";
import { readSecrets } from "./secrets-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-secrets-"));
  vi.stubEnv("XDG_DATA_HOME", folder);
  vi.stubEnv("APPDATA", folder);
  vi.stubEnv("MILLRACE_SECRETS", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function file(text: string, mode = 0o600, name = "keys.env"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

test("one NAME=value a line; comments, blank lines, blanks and quotes around a value say nothing", async () => {
  const path = await file('\ufeff# keys\r\n\r\nA=one two \r\n export B = "x=y" \nC=\'#1\'\nD=\nA_B.c-d=e"f');
  expect(Object.fromEntries(readSecrets(path)!)).toEqual({
    A: "one two",
    B: "x=y",
    C: "#1",
    D: "",
    "A_B.c-d": 'e"f',
  });
});

test("a line that is none is told by its number, and never shown", async () => {
  const path = await file("A=1\nhunter22 hunter22\n");
  expect(() => readSecrets(path)).toThrow(
    expect.objectContaining({
      code: "SECRETS_FILE_LINE",
      details: expect.objectContaining({ line: 2 }) as unknown,
    }),
  );
  try {
    readSecrets(path);
  } catch (thrown) {
    expect(JSON.stringify(thrown)).not.toContain("hunter22");
  }
});

test.each([0o644, 0o640, 0o604, 0o660])(
  "a file with rights %o is refused, with the command that mends it",
  async (mode) => {
    const path = await file("A=1\n", mode);
    expect(() => readSecrets(path, "linux")).toThrow(
      expect.objectContaining({
        code: "SECRETS_FILE_OPEN",
        details: expect.objectContaining({
          hint: expect.stringContaining(`chmod 600 ${path}`) as unknown,
        }) as unknown,
      }),
    );
    expect(readSecrets(path, "win32")?.get("A")).toBe("1");
  },
);

test.each([
  ["a folder", (path: string) => mkdir(path)],
  ["a pipe", (path: string) => promisify(execFile)("mkfifo", [path])],
])("%s is refused before it is read, and nobody is told to change its rights", async (what, make) => {
  const path = join(folder, "odd");
  await make(path);
  expect(() => takeSecretsFrom(path)).toThrow(
    expect.objectContaining({
      code: "SECRETS_FILE_KIND",
      details: expect.objectContaining({
        got: what,
        hint: expect.not.stringContaining("chmod") as unknown,
      }) as unknown,
    }),
  );
});

test("a file that was named has to be there", () => {
  expect(() => takeSecretsFrom(join(folder, "gone"))).toThrow(
    expect.objectContaining({ code: "FILE_MISSING" }),
  );
});

test("the environment goes before the file that is named, and that before the usual one", async () => {
  vi.stubEnv("FROM_ENV", "environment");
  vi.stubEnv("IN_FILE", "");
  const named = await file("FROM_ENV=file-one\nIN_FILE=file-two\n");
  vi.stubEnv("MILLRACE_SECRETS", named);
  expect(await machineSecrets.get("FROM_ENV")).toBe("environment");
  expect(await machineSecrets.get("IN_FILE")).toBe("file-two");
  expect(await machineSecrets.get("NOBODY")).toBeNull();
  expect(isSecretSet("IN_FILE")).toBe(true);
});

test("the usual file is for Millrace on this machine, not for programs that it has made", async () => {
  const usual = usualSecretsFile();
  await mkdir(join(usual, ".."), { recursive: true });
  await writeFile(usual, "USUAL=from-the-usual-file\n", { mode: 0o600 });
  expect(await machineSecrets.get("USUAL")).toBe("from-the-usual-file");
  expect(await programSecrets.get("USUAL")).toBeNull();
});
