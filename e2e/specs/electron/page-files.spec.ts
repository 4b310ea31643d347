// app:// serves the page's own files and no others.

import { expect, firstPage, test } from "../../fixtures/desktop-test.ts";

const OUTSIDE = [
  "app://millrace/../package.json",
  "app://millrace/%2e%2e/package.json",
  "app://millrace/..%2fpackage.json",
  "app://millrace/..%2f..%2fpackage.json",
  "app://millrace/assets/..%2f..%2fpackage.json",
  "app://millrace/..%5cpackage.json",
  "app://millrace/%2fetc%2fhostname.json",
  "app://millrace/index.html%00.json",
  "app://elsewhere/index.html",
];

test("the page is served with its type and its policy", async ({ seen }) => {
  await firstPage(seen);
  const { status, type, policy } = await seen.evaluate(async ({ net }) => {
    const response = await net.fetch("app://millrace/index.html");
    const { headers } = response;
    return {
      status: response.status,
      type: headers.get("Content-Type"),
      policy: headers.get("Content-Security-Policy"),
    };
  });
  expect(status).toBe(200);
  expect(type).toBe("text/html; charset=utf-8");
  expect(policy).toContain("default-src 'none'");
});

test("what lies outside of the page's folder is refused", async ({ seen }) => {
  await firstPage(seen);
  for (const url of OUTSIDE) {
    const status = await seen.evaluate(
      ({ net }, url) =>
        net.fetch(url).then(
          ({ status }) => status,
          // A host that nobody answers for.
          () => 403,
        ),
      url,
    );
    expect.soft([403, 404], url).toContain(status);
  }
});
