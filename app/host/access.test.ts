// Which files may a workflow use?

import { mkdir, symlink, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { hostUnderTest } from "../../tests/support/host-under-test.ts";

const at = hostUnderTest();
const { kill, open, path } = at;

test("files below the workflow's folder may be used, others when they were chosen, also after another start", async () => {
  await mkdir(path("work/data"));
  await writeFile(path("work/data/in.csv"), "a\n1\n");
  await writeFile(path("secret.txt"), "…");
  const { session } = await open();
  expect(await at.window.handlers["file.stat"]({ session, path: "data/in.csv" })).toEqual({
    exists: true,
    isFolder: false,
    size: 4,
  });
  const secret = { session, path: "../secret.txt" };
  expect(await at.window.call("file.stat", secret)).toMatchObject({ failed: { code: "FILE_NOT_ALLOWED" } });
  expect(await at.window.call("model.inspect", secret)).toMatchObject({
    failed: { code: "FILE_NOT_ALLOWED" },
  });
  await at.window.handlers["file.allow"]({ session, path: path("secret.txt") });
  expect(await at.window.handlers["file.stat"](secret)).toMatchObject({ exists: true });
  expect(at.engines.started[0].requests("session.open").at(-1)).toMatchObject({
    allowed: [path("work"), path("secret.txt")],
  });
  await kill();
  const again = await open();
  expect(await at.window.handlers["file.stat"]({ ...secret, session: again.session })).toMatchObject({
    exists: true,
  });
});

test("a link does not lead out of the folder", async () => {
  await writeFile(path("secret.txt"), "…");
  await symlink(path("secret.txt"), path("work/inside.txt"));
  await symlink(at.folder, path("work/up"));
  const { session } = await open();
  await symlink(path("not-there.txt"), path("work/dangling.txt"));
  for (const name of ["inside.txt", "up/secret.txt", "up/not-there.txt", "dangling.txt"])
    expect(await at.window.call("file.stat", { session, path: name }), name).toMatchObject({
      failed: { code: "FILE_NOT_ALLOWED" },
    });
});
