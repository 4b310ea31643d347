// The menus of the desktop program name actions that the editor has.

import { expect, test } from "vitest";
import { menuTable, type MenuRow } from "../../app/main/menu-table.ts";
import { actionById } from "../../app/renderer/actions/index.ts";

const rows = (mac: boolean): readonly MenuRow[] => menuTable(mac).flatMap(({ rows }) => rows);
const commands = rows(true).flatMap((row) => (typeof row === "object" && "command" in row ? [row] : []));

test.each(commands.map(({ command }) => command))("%s is an action of the editor", (command) => {
  expect(actionById(command)).toBeDefined();
});

test("no keys stand twice", () => {
  const keys = commands.flatMap(({ keys }) => keys ?? []);
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
});

test.each([true, false])("the program can be ended from a menu (macOS: %s), once", (mac) => {
  expect(
    rows(mac).filter((row) => typeof row === "object" && "role" in row && row.role === "quit"),
  ).toHaveLength(1);
});
