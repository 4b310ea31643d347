// A playbook as a copy of one's own.

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { hostUnderTest, TEXT } from "../../tests/support/host-under-test.ts";

const at = hostUnderTest();
const { path } = at;

describe("a playbook", () => {
  beforeEach(async () => {
    await mkdir(path("templates/demo/make"), { recursive: true });
    await mkdir(path("templates/demo/out"));
    await writeFile(path("templates/demo/template.json"), "{}");
    await writeFile(path("templates/demo/demo.millrace.json"), TEXT);
    await writeFile(path("templates/demo/make/make.mjs"), "");
    await writeFile(path("templates/demo/out/README.md"), "");
    await writeFile(path("templates/demo/out/old.csv"), "");
  });

  test("opens as a copy that may run, in a folder of its own each time", async () => {
    const first = await at.window.handlers["template.open"]({ name: "demo" });
    const second = await at.window.handlers["template.open"]({ name: "demo" });
    expect(first).toMatchObject({ path: path("documents/demo/demo.millrace.json"), trusted: true });
    expect(second).toMatchObject({ path: path("documents/demo-2/demo.millrace.json"), trusted: true });
    expect((await readdir(path("documents/demo"))).toSorted()).toEqual([
      "demo.millrace.json",
      "out",
      "template.json",
    ]);
    expect(await readdir(path("documents/demo/out"))).toEqual(["README.md"]);
  });

  test.each([
    [{ name: "no" }, "TEMPLATE_UNKNOWN"],
    [{ name: ".." }, "TEMPLATE_UNKNOWN"],
    [{ name: "demo/make" }, "TEMPLATE_UNKNOWN"],
  ])("%j fails with %s", async (request, code) => {
    expect(await at.window.call("template.open", request)).toMatchObject({ failed: { code } });
  });

  test("does not go into a folder that holds something", async () => {
    const request = { name: "demo", folder: path("work") };
    expect(await at.window.call("template.open", request)).toMatchObject({
      failed: { code: "FOLDER_NOT_EMPTY" },
    });
  });
});
