// `millrace edit` and `npm start`: print a link that works, open nothing without a screen, end with everything they started.

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { editorToStart } from "../../build/start.mjs";
import { makeBridge } from "../../app/bridge/bridge.ts";
import { childrenOf, gone } from "../support/child-processes.ts";
import { cookieOf, get, openLink } from "../support/web-client.ts";
import { ended, workspace } from "./millrace.ts";

const work = workspace();
const root = resolve(import.meta.dirname, "../..");
const env = () => ({ XDG_DATA_HOME: work.path("app-data"), DISPLAY: "", WAYLAND_DISPLAY: "" });

/** The first line on standard output. */
async function linkOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  child.stdin.end();
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("http")) return line;
  throw new Error("It ended without printing a link.");
}

const edit = (...args: string[]) => work.start(["edit", ...args], env());

test("prints a link to the page; Ctrl-C ends it", async () => {
  const child = edit("--no-open");
  const link = await linkOf(child);
  const { port } = new URL(link);
  const page = await get(Number(port), "/", { Cookie: await cookieOf(link) });
  expect(page.text).toContain('<div id="root">');
  const [, script] = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.text)!;
  const headers = { Cookie: await cookieOf(link) };
  expect((await get(Number(port), script, headers)).status).toBe(200);
  const end = ended(child);
  child.kill("SIGINT");
  expect(await end).toMatchObject({ code: 0, stderr: expect.stringContaining("Ctrl-C") as string });
});

test("tells the page which workflow it was started with, and ends while a page is connected", async () => {
  await work.flow("flow.millrace.json", [], []);
  const child = edit("flow.millrace.json");
  const client = await openLink(await linkOf(child));
  const bridge = makeBridge(client);
  const { open } = await bridge.app.info({});
  expect(open).toBe(work.path("flow.millrace.json"));
  expect(await bridge.document.open({ path: open! })).toMatchObject({ name: "flow" });
  const end = ended(child);
  child.kill("SIGTERM");
  expect((await end).code).toBe(0);
});

test.each([
  [["edit", "nothing.json"], 2, "FILE_MISSING"],
  [["edit", "--port", "70000"], 2, "USAGE_PORT"],
])("%j ends with exit code %i and %s", async (args, code, word) => {
  const { stderr, ...result } = await work.millrace(args, env());
  expect(result.code).toBe(code);
  expect(stderr).toContain(word);
});

test.skipIf(process.platform === "win32")("ends the engine with it, also when it is killed", async () => {
  const child = edit("--no-open");
  const client = await openLink(await linkOf(child));
  await makeBridge(client).catalog.kinds({});
  const engines = childrenOf(child.pid!, "editor-engine");
  expect(engines.length).toBeGreaterThan(0);
  const end = ended(child);
  child.kill("SIGKILL");
  await end;
  await gone(engines);
});

describe("npm start", () => {
  test("opens the editor in the browser where there is no Electron, and says how to get the window", async () => {
    const child = spawn(process.execPath, [join(root, "build/start.mjs")], {
      cwd: work.folder,
      env: { ...process.env, ...env() },
    });
    const link = await linkOf(child);
    expect(await cookieOf(link)).toMatch(/^millrace-\d+=/);
    const end = ended(child);
    child.kill("SIGINT");
    const { code, stderr } = await end;
    expect(code).toBe(0);
    expect(stderr.split("\n")[0]).toContain("npx install-electron");
  });

  test("opens the desktop window where Electron's binary is", async () => {
    const electron = work.path("node_modules/electron");
    await mkdir(join(electron, "dist"), { recursive: true });
    await mkdir(work.path("dist"));
    await work.write("dist/main.cjs", "");
    expect(editorToStart(work.folder).command).toBe(process.execPath);
    await work.write("node_modules/electron/path.txt", "electron");
    expect(editorToStart(work.folder).command).toBe(process.execPath);
    await symlink(process.execPath, join(electron, "dist/electron"));
    expect(editorToStart(work.folder)).toEqual({
      command: join(electron, "dist/electron"),
      args: [work.folder],
      say: null,
    });
  });
});
