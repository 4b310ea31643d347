// That app:// leads to files of the page, and to nothing else.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerPage, fileOf, isPage } from "./page-files.ts";

test.each([
  ["app://millrace/index.html", "/page/index.html"],
  ["app://millrace/assets/a-1.js?x=1#y", "/page/assets/a-1.js"],
  ["app://millrace/../index.html", "/page/index.html"],
  ["app://millrace/%2e%2e/index.html", "/page/index.html"],
])("%s is %s", (url, file) => expect(fileOf(url, "/page")).toBe(file));

test.each([
  "app://millrace/..%2fsecret.json",
  "app://millrace/assets/..%2f..%2fsecret.json",
  "app://millrace/..%5csecret.json",
  "app://millrace/c:%5csecret.json",
  "app://millrace/a%00.js",
  "app://millrace/%ff.js",
  "app://millrace/..%2fpage-of-another/index.html",
  "app://millrace/",
  "app://millrace/secret",
  "app://millrace/a.ts",
  "app://elsewhere/index.html",
  "app://millrace:1/index.html",
  "file:///page/index.html",
  "https://millrace/index.html",
])("%s is refused", (url) => expect(fileOf(url, "/page")).toBeNull());

test.each([
  ["app://millrace/index.html", true],
  ["app://millrace/index.html?a#b", true],
  ["app://millrace/other.html", false],
  ["app://millrace.evil/index.html", false],
  ["https://millrace/index.html", false],
])("%s is the page: %s", (url, is) => expect(isPage(url)).toBe(is));

describe("answers", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "millrace-page-"));
    await writeFile(join(folder, "index.html"), "<p>page</p>");
  });
  afterAll(() => rm(folder, { recursive: true }));
  const answer = (path: string, method = "GET") =>
    answerPage(new Request(`app://millrace/${path}`, { method }), folder);

  test("a file comes with its type and the policy", async () => {
    const response = await answer("index.html");
    expect(await response.text()).toBe("<p>page</p>");
    expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("Content-Security-Policy")).toContain("script-src 'self';");
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  test.each([
    ["missing.js", "GET", 404],
    ["index.html", "POST", 403],
    ["..%2findex.html", "GET", 403],
  ])("%s by %s is %i", async (path, method, status) => {
    expect((await answer(path, method)).status).toBe(status);
  });
});
