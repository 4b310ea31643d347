// A window keeps its place, asks before changes are lost, and offers to go on after a crash.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  answerQuestions,
  call,
  chooseMenu,
  expect,
  firstPage,
  listen,
  pagesOf,
  settledPage,
  test,
} from "../../fixtures/desktop-test.ts";
import type { Desktop } from "../../fixtures/desktop.ts";

const EMPTY = `{ "format": "millrace", "version": 1, "nodes": [], "edges": [], "view": { "nodes": {} } }\n`;
const CHANGED = { title: "orders", unsaved: true };

/** As its button does; the answer comes first, since the program may end with its last window. */
const close = (desktop: Desktop) =>
  desktop.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    setImmediate(() => window.close());
  });

test("it opens where it was closed", async ({ start }) => {
  const bounds = { x: 40, y: 60, width: 1100, height: 700 };
  const first = await start();
  await firstPage(first);
  await first.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0].setBounds(bounds),
    bounds,
  );
  await close(first);
  await first.close();
  const second = await start();
  await firstPage(second);
  const found = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getBounds());
  expect(found).toEqual(bounds);
});

test("another is opened from the menu, with nothing in it", async ({ start, home }) => {
  const file = join(home, "orders.millrace.json");
  await writeFile(file, EMPTY);
  const desktop = await start(file);
  await firstPage(desktop);
  await chooseMenu(desktop, "window.new");
  const pages = await pagesOf(desktop, 2);
  const open = await Promise.all(pages.map((page) => call(page, "app.info")));
  expect(open).toMatchObject([{ ok: { open: file } }, { ok: { open: null } }]);
});

test("it closes without a question when nothing would be lost", async ({ start }) => {
  const desktop = await start();
  const page = await settledPage(desktop);
  const closed = page.waitForEvent("close");
  await close(desktop);
  await closed;
});

test("Cancel keeps it", async ({ start }) => {
  const desktop = await start();
  const page = await settledPage(desktop);
  const asked = await answerQuestions(desktop, "Cancel");
  await call(page, "app.window", CHANGED);
  await close(desktop);
  await expect.poll(asked).toMatchObject([{ message: "Save the changes to “Untitled”?" }]);
  expect(await call(page, "app.info")).toHaveProperty("ok");
});

test("Don’t Save closes it and forgets the changes", async ({ start, home }) => {
  const desktop = await start();
  const page = await settledPage(desktop);
  const path = join(home, "orders.millrace.json");
  await writeFile(path, EMPTY);
  const open = async (page: Parameters<typeof call>[0]) =>
    ((await call(page, "document.open", { path })) as { ok: { session: string; recovery: object | null } })
      .ok;
  const { session } = await open(page);
  await call(page, "document.journal", { session, commands: [{ do: "remove", nodes: [], notes: [] }] });
  await answerQuestions(desktop, "Don’t Save");
  await call(page, "app.window", CHANGED);
  const closed = page.waitForEvent("close");
  await close(desktop);
  await closed;
  await desktop.close();
  const again = await firstPage(await start());
  expect((await open(again)).recovery).toBeNull();
});

test("Save asks the editor to save, and closes once it has", async ({ start }) => {
  const desktop = await start();
  const page = await settledPage(desktop);
  const commands = await listen(page, "app.command");
  await answerQuestions(desktop, "Save");
  await call(page, "app.window", CHANGED);
  await close(desktop);
  await expect.poll(commands).toEqual([{ command: "file.save", path: null }]);
  const closed = page.waitForEvent("close");
  void call(page, "app.window", { ...CHANGED, unsaved: false }).catch(() => {});
  await closed;
});

test("it stays when nobody chooses where to save, also when it is saved later", async ({ start }) => {
  const desktop = await start();
  const page = await settledPage(desktop);
  const commands = await listen(page, "app.command");
  await answerQuestions(desktop, "Save");
  await desktop.evaluate(({ dialog }) => {
    Object.assign(dialog, { showSaveDialog: async () => ({ canceled: true, filePath: "" }) });
  });
  await call(page, "app.window", CHANGED);
  await close(desktop);
  await expect.poll(commands).toHaveLength(1);
  await call(page, "file.pick", { mode: "save", title: "Save", extensions: [] });
  await call(page, "app.window", { ...CHANGED, unsaved: false });
  expect(await call(page, "app.info")).toHaveProperty("ok");
});

test("after a crash of the page it offers to load it anew", async ({ start }) => {
  const desktop = await start();
  await settledPage(desktop);
  const asked = await answerQuestions(desktop, "Reload the Editor");
  await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(asked).toMatchObject([{ message: "The editor has stopped." }]);
  const title = () =>
    desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0].webContents.executeJavaScript("typeof millraceBridge"),
    );
  await expect.poll(title).toBe("object");
});
