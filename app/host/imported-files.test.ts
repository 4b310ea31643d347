// What was dropped on a workflow, once that is closed.

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { hostUnderTest, TEXT } from "../../tests/support/host-under-test.ts";

const at = hostUnderTest();
const { kill, open, path, save } = at;

test("files dropped on a workflow that then does without them go when it is closed", async () => {
  const { session } = await open();
  const drop = (name: string, by = session) =>
    at.window.handlers["file.import"]({ session: by, name, bytes: new TextEncoder().encode(name) });
  const text = TEXT.replace('"nodes":[]', '"nodes":[{"params":{"path":"data/used.csv"}}]');
  await mkdir(path("work/data"));
  await writeFile(path("work/data/theirs.csv"), "theirs.csv");
  for (const name of ["used.csv", "undone.csv", "other.csv", "unsaved.csv", "theirs.csv"]) await drop(name);
  await save(session, text);
  await writeFile(path("work/b.millrace.json"), '["data/other.csv"]');
  await writeFile(path("work/.c.millrace-recovery"), '{"path":"data/unsaved.csv"}');
  await at.window.handlers["document.close"]({ session });
  const left = await readdir(path("work/data"));
  expect(left.toSorted()).toEqual(["other.csv", "theirs.csv", "unsaved.csv", "used.csv"]);
});

test("files dropped on a workflow that is left for the next time stay", async () => {
  const { session } = await open();
  await at.window.handlers["file.import"]({ session, name: "a.csv", bytes: new Uint8Array([1]) });
  await kill();
  expect(await readdir(path("work/data"))).toEqual(["a.csv"]);
});
