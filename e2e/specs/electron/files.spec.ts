// Workflows come from the command line, from a double click, from dialogs and from the menu of recent files.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { call, chooseMenu, expect, listen, firstPage, pagesOf, test } from "../../fixtures/desktop-test.ts";

const EMPTY = `{ "format": "millrace", "version": 1, "nodes": [], "edges": [], "view": { "nodes": {} } }\n`;

async function workflow(home: string, name: string): Promise<string> {
  const path = join(home, `${name}.millrace.json`);
  await writeFile(path, EMPTY);
  return path;
}

async function openIn(page: Page): Promise<string | null> {
  return ((await call(page, "app.info")) as { ok: { open: string | null } }).ok.open;
}

test("the file that the program was started with is opened", async ({ start, home }) => {
  const file = await workflow(home, "orders");
  const desktop = await start(file);
  const page = await firstPage(desktop);
  expect(await call(page, "app.info")).toMatchObject({ ok: { open: file, dialogs: true } });
});

test("a second start opens its file in a window of the first", async ({ start, startAgain, home }) => {
  const [first, second] = [await workflow(home, "first"), await workflow(home, "second")];
  const desktop = await start(first);
  await firstPage(desktop);
  await startAgain(second);
  const pages = await pagesOf(desktop, 2);
  expect(await Promise.all(pages.map(openIn))).toEqual([first, second]);
});

test("a file that the system asks the program to open, as macOS does, gets a window", async ({
  start,
  home,
}) => {
  const file = await workflow(home, "orders");
  const desktop = await start();
  await firstPage(desktop);
  const prevented = await desktop.evaluate(({ app }, path) => {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    app.emit("open-file", event, path);
    return event.prevented;
  }, file);
  expect(prevented).toBe(true);
  const [, page] = await pagesOf(desktop, 2);
  expect(await openIn(page)).toBe(file);
});

test("a workflow may have the short ending, too", async ({ start, home }) => {
  const file = join(home, "orders.millrace");
  await writeFile(file, EMPTY);
  const desktop = await start(file);
  const page = await firstPage(desktop);
  expect(await openIn(page)).toBe(file);
  await expect(page.getByRole("heading", { name: "orders", level: 1, exact: true })).toBeVisible();
});

test("a file that is open already comes to the front", async ({ start, startAgain, home }) => {
  const [first, second] = [await workflow(home, "first"), await workflow(home, "second")];
  const desktop = await start(first);
  await firstPage(desktop);
  await startAgain(second);
  await pagesOf(desktop, 2);
  const windows = await desktop.evaluate(({ BrowserWindow }) => {
    const focused: number[] = [];
    Object.assign(globalThis, { focused });
    const windows = BrowserWindow.getAllWindows();
    windows.forEach((window, at) => window.on("focus", () => focused.push(at)));
    return windows.length;
  });
  await startAgain(first);
  // The second window may still have been coming to the front when it was looked at first.
  const inFront = () =>
    desktop.evaluate(() => (globalThis as unknown as { focused: number[] }).focused.at(-1));
  await expect.poll(inFront).toBe(0);
  expect(desktop.windows()).toHaveLength(windows);
});

test("each window has sessions of its own", async ({ start, startAgain, home }) => {
  const [first, second] = [await workflow(home, "first"), await workflow(home, "second")];
  const desktop = await start(first);
  const page = await firstPage(desktop);
  await startAgain(second);
  const [, other] = await pagesOf(desktop, 2);
  const { ok } = (await call(page, "document.open", { path: first })) as { ok: { session: string } };
  expect(await call(other, "document.save", { session: ok.session, text: EMPTY })).toMatchObject({
    failed: { code: "SESSION_UNKNOWN" },
  });
});

test("the system's dialogs choose files to open and places to save", async ({ start, home }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  const path = join(home, "chosen.millrace.json");
  await desktop.evaluate(({ dialog }, path) => {
    Object.assign(dialog, {
      showOpenDialog: async () => ({ canceled: false, filePaths: [path] }),
      showSaveDialog: async () => ({ canceled: true, filePath: "" }),
    });
  }, path);
  const extensions = ["millrace.json"];
  expect(await call(page, "file.pick", { mode: "open", title: "Open", extensions })).toEqual({
    ok: { path },
  });
  expect(await call(page, "file.pick", { mode: "folder", title: "Folder", extensions: [] })).toEqual({
    ok: { path },
  });
  expect(await call(page, "file.pick", { mode: "save", title: "Save", extensions })).toEqual({
    ok: { path: null },
  });
});

test("a file that was opened stands in the menu of recent files", async ({ start, home }) => {
  const file = await workflow(home, "orders");
  const desktop = await start();
  const page = await firstPage(desktop);
  await call(page, "document.open", { path: file });
  const label = () =>
    desktop.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById("file.recent.0")?.label ?? null,
    );
  await expect.poll(label).toBe("orders");
  const commands = await listen(page, "app.command");
  await chooseMenu(desktop, "file.recent.0");
  await expect.poll(commands).toEqual([{ command: "file.open", path: file }]);
});
