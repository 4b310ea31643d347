// The window stays with the editor: no page can take it elsewhere, open others, or ask for rights.

import { answerQuestions, call, catchLinks, expect, firstPage, test } from "../../fixtures/desktop-test.ts";

test("links lead nowhere", async ({ start }) => {
  const page = await firstPage(await start());
  const before = page.url();
  for (const url of ["https://example.org/", "file:///etc/hostname", "data:text/html,hello"])
    await test.step(url, async () => {
      await page.evaluate((url) => {
        const link = Object.assign(document.createElement("a"), { href: url, textContent: url });
        link.style.cssText = "position: fixed; inset: 0; z-index: 10000; background: white";
        document.body.append(link);
      }, url);
      const link = page.getByRole("link", { name: url });
      await link.click();
      await expect(link).toBeVisible();
      expect(page.url()).toBe(before);
    });
});

test("a page opens no windows; an https address is opened outside, after a question", async ({ start }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  const links = await catchLinks(desktop);
  const asked = await answerQuestions(desktop, "Open");
  await page.evaluate(() => void window.open("https://example.org/manual"));
  await expect.poll(links).toEqual(["https://example.org/manual"]);
  expect(await asked()).toMatchObject([
    { message: "Open example.org in your browser?", detail: "https://example.org/manual" },
  ]);
  expect(desktop.windows()).toHaveLength(1);
});

test("what the person refuses is not opened", async ({ start }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  const links = await catchLinks(desktop);
  const asked = await answerQuestions(desktop, "Cancel");
  expect(await call(page, "app.openLink", { url: "https://example.org/" })).toEqual({ ok: {} });
  expect(await asked()).toHaveLength(1);
  expect(await links()).toEqual([]);
});

const NOT_OPENED = [
  "http://example.org/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "ms-word:x",
  "nonsense",
];

test("what is no https address is not opened, and nobody is asked", async ({ start }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  const asked = await answerQuestions(desktop, "Open");
  for (const url of NOT_OPENED) {
    const answer = await call(page, "app.openLink", { url });
    expect.soft(answer, url).toMatchObject({ failed: { code: "LINK_REFUSED" } });
  }
  expect(await asked()).toEqual([]);
});

test("the page gets none of the rights it might ask for", async ({ start, electron }) => {
  const desktop = await start();
  const page = await firstPage(desktop);
  if (electron) {
    const granted = await page.evaluate(async () =>
      Promise.all(
        (["geolocation", "notifications", "camera", "microphone"] as PermissionName[]).map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      ),
    );
    expect(granted).not.toContain("granted");
    return;
  }
  // Chromium does not ask the stand-in; what the program's handler says is asked of it itself.
  const granted = await desktop.evaluate(async ({ session, BrowserWindow }) => {
    const [{ webContents }] = BrowserWindow.getAllWindows();
    const { standInAsks } = session.defaultSession as unknown as {
      standInAsks(contents: unknown, permission: string): Promise<boolean>;
    };
    const asked = ["geolocation", "media", "notifications", "midi", "openExternal", "fullscreen"];
    const clipboard = ["clipboard-read", "clipboard-sanitized-write"];
    const other = { getURL: () => "https://example.org/" };
    return {
      asked: await Promise.all(asked.map((permission) => standInAsks(webContents, permission))),
      clipboard: await Promise.all(clipboard.map((permission) => standInAsks(webContents, permission))),
      ofOther: await Promise.all(clipboard.map((permission) => standInAsks(other, permission))),
    };
  });
  expect(granted.asked).toEqual([false, false, false, false, false, false]);
  // By which nodes are pasted from one window into another.
  expect(granted.clipboard).toEqual([true, true]);
  expect(granted.ofOther).toEqual([false, false]);
});
