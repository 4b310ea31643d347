// The program ends and is started again while a page is open: the page goes on, with what was done meanwhile.

import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { dropFiles } from "../fixtures/drop-files.ts";
import { flow } from "../fixtures/flow.ts";
import { expectJournaled } from "../fixtures/journaled.ts";
import { titlesIn } from "../fixtures/nodes-in.ts";
import { leaveUnasked, openBeside, openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { BACK, LOST } from "../pages/notices.ts";
import { Question } from "../pages/question.ts";
import { StartScreen } from "../pages/start-screen.ts";

const CHANGED = "Another program has changed this file";
/** The page asks again every five seconds at the latest. */
const BACK_MS = 20_000;

const portOf = (link: string) => Number(new URL(link).port);

/** One that nobody listens at: not the usual one, at which the next host might be again. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test.beforeEach(({ page }) => leaveUnasked(page));

test("a workflow goes on in the next host, with edits made before and in between", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.remove("Discount", 4);
  await expectJournaled(file);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toContainText(`millrace edit --port ${portOf(host.link)}`);
  await expect(editor.status).toContainText("Not connected");
  await editor.remove("Dear ones", 3);
  const [copy] = await Promise.all([
    page.waitForEvent("download"),
    editor.notices.act(LOST, "Download a copy"),
  ]);
  expect(copy.suggestedFilename()).toBe("score.millrace.json");
  expect(await readFile(await copy.path(), "utf8")).toContain('"Orders"');

  const again = await launch(undefined, portOf(host.link));
  const other = await context.newPage();
  await other.goto(again.link);
  await other.close();
  await expect(editor.notices.about(LOST)).toHaveCount(0, { timeout: BACK_MS });
  await expect(editor.status).toContainText("Engine ready");
  // The sample comes from the new engine.
  await editor.canvas.select("Orders");
  await expect(editor.dock.root).toContainText("Kyoto");

  // All of it is in the journal of the new host.
  await page.reload();
  await editor.expectOpen(3);
  await editor.save();
  expect(await titlesIn(file)).toEqual(["Orders", "Score", "Scored"]);
});

test("a page that cannot follow to another port says how to go on there, and keeps what it has", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.remove("Discount", 4);
  await expectJournaled(file);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toContainText("open the workflow by the new link");
  await editor.remove("Dear ones", 3);

  const other = await openBeside(context, await launch(file, await freePort()), 4);
  await expect(other.notices.about(BACK)).toBeVisible();
  await page.bringToFront();
  await editor.expectOpen(3);
  const [copy] = await Promise.all([
    page.waitForEvent("download"),
    editor.notices.act(LOST, "Download a copy"),
  ]);
  expect(await titlesIn(await copy.path())).toEqual(["Orders", "Score", "Scored"]);
});

test("what others have written meanwhile is not overwritten unasked", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.remove("Discount", 4);
  await expectJournaled(file);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toBeVisible();
  const theirs = flow([{ id: "theirs", kind: "generate" }]);
  await writeFile(file, theirs);
  const other = await context.newPage();
  await other.goto((await launch(undefined, portOf(host.link))).link);
  await expect(editor.notices.about(CHANGED)).toBeVisible({
    timeout: BACK_MS,
  });
  await editor.expectOpen(4);
  await editor.press("ControlOrMeta+s");
  await new Question(page, "The file has changed on the disk").answer("Cancel");
  expect(await readFile(file, "utf8")).toBe(theirs);
});

test("what is saved in the moment the next host is there, is saved by it", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toBeVisible();
  const other = await context.newPage();
  await other.goto((await launch(undefined, portOf(host.link))).link);
  await page.bringToFront();
  // Asked for while there is no connection, it is the first that the next host hears, about a session of the one before.
  const isSaved = async () => {
    await editor.press("ControlOrMeta+s");
    return (await editor.unsaved.count()) === 0;
  };
  await expect.poll(isSaved, { timeout: BACK_MS }).toBe(true);
  await expect(editor.notices.about(LOST)).toHaveCount(0, { timeout: BACK_MS });
  const { nodes } = JSON.parse(await readFile(file, "utf8")) as { nodes: { title: string }[] };
  expect(nodes.map(({ title }) => title)).not.toContain("Discount");
  await expect(editor.notices.about(CHANGED)).toHaveCount(0);
});

test("a run that went on is lost with the host, and that is said", async ({
  page,
  context,
  launch,
  home,
}) => {
  const file = join(home, "long.millrace.json");
  await writeFile(file, flow([{ id: "rows", kind: "generate", params: { rows: 2_000_000_000 } }]));
  const host = await launch(file);
  const editor = await openFlow(page, host, 1);
  await editor.runButton.click();
  await expect(editor.stopButton).toBeVisible();
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toBeVisible();
  const other = await context.newPage();
  await other.goto((await launch(undefined, portOf(host.link))).link);
  await expect(editor.lastRun).toHaveText("The end of the run is not known", { timeout: BACK_MS });
  await editor.lastRun.click();
  await expect(editor.dock.root).toContainText("Millrace was started again in the middle of the run");
  await expect(editor.runButton).toBeEnabled();
});

test("what cannot run while the program is away says so, and runs when it is back", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toBeVisible();
  const said = page.getByRole("alert").filter({ hasText: "The workflow cannot run now" });
  await expect(editor.runButton).toHaveAttribute("aria-disabled", "true");
  // Whoever presses it all the same is told; Playwright itself would wait.
  await editor.runButton.click({ force: true });
  await expect(said).toContainText("as soon as the connection is back");
  await said.getByRole("button").click();
  await expect(said).toHaveCount(0);
  await editor.command("Dry run");
  await expect(said).toBeVisible();
  // Once more it says the same, and does not stand there twice.
  await editor.command("Dry run");
  await expect(said).toHaveCount(1);

  const other = await context.newPage();
  await other.goto((await launch(undefined, portOf(host.link))).link);
  await page.bringToFront();
  await expect(editor.notices.about(LOST)).toHaveCount(0, { timeout: BACK_MS });
  await expect(said).toHaveCount(0);
  await expect(editor.lastRun).toHaveCount(0);
  await editor.run();
  await expect(editor.lastRun).toContainText("40 rows");
});

test("a workflow without a name is offered on the first screen of the next host", async ({
  page,
  launch,
  samples,
}) => {
  const host = await launch();
  await page.goto(host.link);
  const start = new StartScreen(page);
  await start.empty();
  const editor = new Editor(page);
  await editor.palette.add("Generate rows");
  await editor.expectOpen(1);
  await dropFiles(editor.canvas.root, [samples["data/orders.csv"]], { x: 80, y: 60 });
  await editor.expectOpen(2);
  await page.goto("about:blank");
  await host.stop();

  const next = await launch();
  await page.goto(next.link);
  await expect(start.left).toContainText("Generate rows");
  await start.left.getByRole("button", { name: /^Untitled/ }).click();
  await editor.expectOpen(2);
  await expect(editor.notices.about(BACK)).toBeVisible();
  // What was dropped on it is there as well.
  await editor.expectIssues(0);

  // The page is closed, and opened again.
  await page.goto("about:blank");
  await page.goto(next.link);
  await start.left.getByRole("button", { name: "Throw away" }).click();
  await new Question(page, "Throw this workflow away?").answer("Throw away");
  await expect(start.left).toHaveCount(0);
});
