// The menus of the system tell the page what to do.

import {
  call,
  chooseMenu,
  expect,
  firstPage,
  listen,
  settledPage,
  test,
} from "../../fixtures/desktop-test.ts";

test("an entry sends its command to the window in front", async ({ start }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  const commands = await listen(page, "app.command");
  for (const id of ["file.new", "file.save", "edit.undo", "run.start"]) await chooseMenu(desktop, id);
  await expect
    .poll(commands)
    .toEqual(["file.new", "file.save", "edit.undo", "run.start"].map((command) => ({ command, path: null })));
});

test("entries have the usual keys", async ({ seen }) => {
  await firstPage(seen);
  const keys = await seen.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu();
    return ["file.new", "file.open", "file.save", "file.saveAs", "edit.undo"].map(
      (id) => menu?.getMenuItemById(id)?.accelerator,
    );
  });
  expect(keys).toEqual(["CmdOrCtrl+N", "CmdOrCtrl+O", "CmdOrCtrl+S", "CmdOrCtrl+Shift+S", "CmdOrCtrl+Z"]);
});

test("Edit says what would be taken back, and is grey when there is nothing", async ({ start }) => {
  const desktop = await start();
  const page = await settledPage(desktop);
  const state = { title: "orders", unsaved: true, undo: "move 3 nodes", redo: null };
  await call(page, "app.window", state);
  const edit = () =>
    desktop.evaluate(({ Menu }) => {
      const menu = Menu.getApplicationMenu();
      return ["edit.undo", "edit.redo"].map((id) => {
        const item = menu?.getMenuItemById(id);
        return [item?.label, item?.enabled];
      });
    });
  await expect.poll(edit).toEqual([
    ["Undo move 3 nodes", true],
    ["Redo", false],
  ]);
});

test("the panel about the program is shown", async ({ start, electron }) => {
  test.skip(electron, "the system draws it, and no test can see it");
  const desktop = await start();
  await firstPage(desktop);
  await chooseMenu(desktop, "about");
  const panel = await desktop.evaluate(({ app }) => {
    const { aboutPanel, aboutPanelShown } = app as unknown as {
      aboutPanel: object;
      aboutPanelShown: boolean;
    };
    return { ...aboutPanel, aboutPanelShown };
  });
  expect(panel).toMatchObject({ applicationName: "Millrace", aboutPanelShown: true });
});
