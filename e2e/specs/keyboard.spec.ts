// Everything can be done without a pointer: begin, go through every control, and come back from what lies over the editor.

import type { Page } from "@playwright/test";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { Keys } from "../pages/keys.ts";
import { StartScreen } from "../pages/start-screen.ts";

const graphOf = (page: Page) => page.getByRole("application", { name: "Workflow" });

test("begin on the first screen", async ({ page, launch }) => {
  await page.goto((await launch()).link);
  const keys = new Keys(page);
  const start = new StartScreen(page);
  await keys.tabTo(start.root.getByRole("button", { name: /^Open a playbook/ }));
  await keys.press("Enter");
  await expect(start.root.getByRole("button", { name: /^Open a copy/ }).first()).toBeVisible();
  await keys.tabTo(start.root.getByRole("button", { name: "Back" }));
  await keys.press("Enter");
  await keys.tabTo(start.root.getByRole("button", { name: /^Empty canvas/ }));
  await keys.press("Enter");
  await expect(graphOf(page)).toBeVisible();
});

test("every control has its turn, and shows that it has the focus", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Discount");
  await expect(editor.dock.header("price")).toBeVisible();
  const keys = new Keys(page);
  await keys.panelTo(graphOf(page));
  const count = await page.evaluate(markStops);
  expect(count).toBeGreaterThan(60);
  const unseen: string[] = [];
  // Tab adds a node on the canvas, so F6 leaves it; past the last control the order begins anew.
  for (let stop = 0; stop < count * 2; stop++) {
    const isCanvas = await graphOf(page).evaluate((element) => element === document.activeElement);
    await keys.press(isCanvas ? "F6" : "Tab");
    const hidden = await page.evaluate(passStop);
    if (hidden !== null) unseen.push(hidden);
    if ((await page.locator("[data-stop]").count()) === 0) break;
  }
  // What stands on the canvas lies before the data, in the other direction.
  await keys.panelTo(editor.dock.root);
  for (let stop = 0; stop < count; stop++) {
    await keys.press("Shift+Tab");
    const hidden = await page.evaluate(passStop);
    if (hidden !== null) unseen.push(hidden);
    if (await graphOf(page).evaluate((element) => element === document.activeElement)) break;
  }
  const left = await page
    .locator("[data-stop]")
    .evaluateAll((all) =>
      all.map(
        (each) => `${each.tagName} ${each.className} ${each.getAttribute("aria-label") ?? each.textContent}`,
      ),
    );
  expect(left, "never had the focus").toEqual([]);
  expect(unseen, "do not show it").toEqual([]);
});

const OVERLAYS = [
  ["ControlOrMeta+k", "Command palette"],
  ["ControlOrMeta+f", "Find a node"],
  ["Tab", "Add a node"],
  ["?", "Keyboard shortcuts"],
  ["ControlOrMeta+,", "Settings"],
  ["ControlOrMeta+Shift+s", "Save the workflow as"],
] as const;

test("the focus comes back from what lies over the editor", async ({ page, launch, samples }) => {
  await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const keys = new Keys(page);
  await keys.panelTo(graphOf(page));
  for (const [key, name] of OVERLAYS)
    await test.step(name, async () => {
      await keys.press(key);
      await expect(page.getByRole("dialog", { name })).toBeVisible();
      await expect(page.getByRole("dialog").locator(":focus")).toHaveCount(1);
      await keys.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(graphOf(page)).toBeFocused();
    });
});

test("F1 brings the help of a node into view", async ({ page, launch, samples }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Discount");
  await editor.press("F1");
  const head = editor.inspector.root.getByRole("button", { name: "About this kind" });
  await expect(head).toBeFocused();
  await expect(head).toHaveAttribute("aria-expanded", "true");
  await expect(editor.inspector.root.getByText("Same input, same output")).toBeInViewport();
});

/** Marks what Tab is to come to: everything that takes the focus, one for each group that arrows go through. */
function markStops(): number {
  const all = [
    ...document.querySelectorAll<HTMLElement>("button, input, select, textarea, a[href], [tabindex]"),
  ].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(":disabled, .mr-graph") &&
      element.checkVisibility({ visibilityProperty: true }) &&
      !(element instanceof HTMLInputElement && element.type === "radio" && !element.checked),
  );
  for (const element of all) element.setAttribute("data-stop", "");
  return all.length;
}

/** Notes that the focus was here; answers what has it without showing it. */
function passStop(): string | null {
  const here = document.activeElement;
  if (!(here instanceof HTMLElement) || here === document.body) return null;
  if (!here.hasAttribute("data-stop")) return null;
  here.removeAttribute("data-stop");
  // A text field shows its caret.
  if (here instanceof HTMLTextAreaElement) return null;
  if (here instanceof HTMLInputElement && ["text", "search"].includes(here.type)) return null;
  const hasRing = (element: Element, pseudo?: string) => {
    const { outlineStyle, outlineWidth, boxShadow, borderStyle, borderTopWidth } = getComputedStyle(
      element,
      pseudo,
    );
    if (pseudo) return borderStyle !== "none" && borderTopWidth === "2px";
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow.includes("0px 0px 0px 2px");
  };
  const accent = getComputedStyle(document.documentElement).getPropertyValue("--mr-accent").trim();
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = accent;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  const around = [here, here.parentElement, here.parentElement?.parentElement, here.nextElementSibling];
  const shown = around.some(
    (element) => element && (hasRing(element) || getComputedStyle(element).borderTopColor === colour),
  );
  const after = hasRing(here.parentElement!, "::after") || hasRing(here, "::after");
  return shown || after
    ? null
    : `${here.tagName} ${here.className} ${here.getAttribute("aria-label") ?? here.textContent}`;
}
