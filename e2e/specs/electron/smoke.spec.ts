import { mkdtempSync } from "node:fs";
import { test, expect } from "@playwright/test";
import { startDesktop } from "../../fixtures/desktop.ts";
test("smoke", async () => {
  const d = await startDesktop({ electron: false, home: mkdtempSync("/tmp/e3-home-"), args: [] });
  const page = await d.firstWindow();
  console.log(page.url());
  console.log(await page.evaluate(async () => [typeof (globalThis as any).process, Object.keys((window as any).millraceBridge), await (window as any).millraceBridge.calls["app.info"]({})]));
  page.on("console", m => console.log(m.text()));
  await page.screenshot({ path: "/tmp/e3.png" });
  expect(await d.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await d.close();
});
