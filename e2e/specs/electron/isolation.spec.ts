// The page reaches the machine through the contract, and through nothing else.

import { expect, firstPage, test } from "../../fixtures/desktop-test.ts";

test("the page has no Node and no Electron", async ({ seen }) => {
  const page = await firstPage(seen);
  const found = await page.evaluate(() =>
    ["require", "process", "module", "Buffer", "global", "__dirname", "electron", "ipcRenderer"].filter(
      (name) => name in window,
    ),
  );
  expect(found).toEqual([]);
});

test("the bridge has calls by name, events by name and nothing general, and cannot be changed", async ({
  seen,
}) => {
  const page = await firstPage(seen);
  const { keys, calls, on, frozen } = await page.evaluate(() => {
    const { millraceBridge: bridge } = window as unknown as {
      millraceBridge: { calls: Record<string, unknown>; on: Record<string, unknown> };
    };
    return {
      keys: Object.keys(bridge),
      calls: Object.keys(bridge.calls),
      on: Object.keys(bridge.on),
      frozen: [bridge, bridge.calls, bridge.on].every((each) => Object.isFrozen(each)),
    };
  });
  expect(keys).toEqual(["calls", "on", "pathOf"]);
  expect(calls).toContain("document.open");
  expect(calls.filter((name) => !/^[a-z]+\.[a-zA-Z]+$/.test(name))).toEqual([]);
  expect(on).toContain("app.command");
  expect(frozen).toBe(true);
});

test("windows are sandboxed, isolated and without Node", async ({ seen }) => {
  await firstPage(seen);
  const preferences = await seen.evaluate(({ BrowserWindow }) => {
    const [{ webContents }] = BrowserWindow.getAllWindows();
    // Of Electron itself, though not of its documentation.
    const { getLastWebPreferences } = webContents as unknown as { getLastWebPreferences(): object };
    return getLastWebPreferences.call(webContents) as Record<string, unknown>;
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test("code made from text does not run, and nothing is loaded from elsewhere", async ({ seen }) => {
  const page = await firstPage(seen);
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ranInline = true";
    document.body.append(script);
    return "ranInline" in window;
  });
  expect(ran).toBe(false);
  const policy = await page.evaluate(async () =>
    (await fetch(window.location.pathname)).headers.get("Content-Security-Policy"),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe-eval");
  const elsewhere = await page.evaluate(() =>
    fetch("https://example.org/").then(
      () => "loaded",
      () => "refused",
    ),
  );
  expect(elsewhere).toBe("refused");
});

test("a wrong request is refused by the contract, with words", async ({ seen }) => {
  const page = await firstPage(seen);
  const answer = await page.evaluate(() => {
    const { calls } = (
      window as unknown as {
        millraceBridge: { calls: Record<string, (request: unknown) => Promise<unknown>> };
      }
    ).millraceBridge;
    return calls["document.open"]({ path: 7 });
  });
  expect(answer).toMatchObject({ failed: { code: "BRIDGE_SHAPE" } });
});
