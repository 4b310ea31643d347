// The contract tests of the bridge, for any host.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { calls, type CallName, type EventName } from "../../../app/bridge/calls.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { mlp } from "../../models/make.ts";
import { endChildren } from "../../support/child-processes.ts";
import { pcm, wavFile } from "../../support/make-wav.ts";
import type { Bench } from "./bench.ts";
import { cases } from "./cases.ts";
import { crashOfRun, endOfInference } from "./cases/ends.ts";
import { eventCases } from "./cases/events.ts";
import type { HostStart, RunningHost } from "./running-host.ts";
import { WindowInUse, workflow } from "./window-in-use.ts";

export function bridgeContract(name: string, start: (options: HostStart) => Promise<RunningHost>): void {
  describe(name, () => {
    let root: string;
    let host: RunningHost;
    let bench: Bench;
    const opened: WindowInUse[] = [];
    const open = async () => {
      const window = new WindowInUse(await host.window());
      opened.push(window);
      return window;
    };

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), "millrace-bridge-"));
      // Of the host and of the processes of its engine.
      vi.stubEnv("MILLRACE_MODELS", join(root, "models"));
      host = await start({ appData: join(root, "app-data"), documents: join(root, "documents") });
    });
    afterAll(async () => {
      await host.stop();
      vi.unstubAllEnvs();
      await rm(root, { recursive: true });
    });

    describe("carries out", () => {
      beforeEach(async () => {
        const folder = await mkdtemp(join(root, "work-"));
        await writeFile(join(folder, "flow.millrace.json"), writeWorkflow(workflow([["rows", "csv"]])));
        await writeFile(join(folder, "rows.csv"), "a,b\n1,2\n3,4\n5,6\n");
        await writeFile(join(folder, "model.onnx"), mlp());
        await mkdir(join(folder, "pictures"));
        const background = { r: 200, g: 100, b: 0 };
        const picture = sharp({ create: { width: 40, height: 30, channels: 3, background } });
        await picture.png().toFile(join(folder, "pictures/one.png"));
        await mkdir(join(folder, "sounds"));
        await writeFile(join(folder, "sounds/one.wav"), wavFile({ data: pcm([0, 16_384, -8192, 0]) }));
        const killEngines = () => endChildren(host.pid, "editor-engine");
        const command = async (name: string) => host.command?.(name);
        bench = { window: await open(), other: open, folder, killEngines, command };
      });
      afterEach(async () => {
        for (const { hosted } of opened.splice(0)) await hosted.close();
      });

      test.each(Object.keys(cases) as CallName[])("%s", (call) => cases[call](bench));

      describe("tells", () => {
        const told = Object.keys(eventCases) as EventName[];
        test.for(told)("%s", async (event, { skip }) => {
          skip(host.silent.includes(event), "a host without menus has nothing to tell by it");
          await eventCases[event](bench);
        });
      });

      test("a run whose engine is killed ends as failed", () => crashOfRun(bench));

      test("a run inside a long inference is stopped, or ends as failed at the model", () =>
        endOfInference(bench));
    });

    describe("a window", () => {
      // One is enough: nothing of it changes.
      let window: WindowInUse;
      beforeAll(async () => (window = new WindowInUse(await host.window())));
      afterAll(() => window.hosted.close());

      test.each(Object.entries(calls).filter(([, { request }]) => !request.safeParse({}).success))(
        "%s with nothing of what it needs is refused by the host",
        async (call) => {
          await expect(window.hosted.ask(call, {})).rejects.toMatchObject({
            failure: { code: "BRIDGE_SHAPE", message: expect.stringContaining(call) as string },
          });
        },
      );

      test.each([
        ["document.open", { path: 1 }],
        ["document.open", null],
        ["document.open", "x"],
        ["document.journal", { session: "s", commands: "none" }],
        ["file.import", { session: "s", name: "x", bytes: [1, 2] }],
        ["preview.rows", { session: "s", node: "n", port: "p", from: "0", to: 1 }],
      ])("%s with %j is refused by the host", async (call, request) => {
        await expect(window.hosted.ask(call, request)).rejects.toMatchObject({
          failure: { code: "BRIDGE_SHAPE" },
        });
      });

      test.each(["", "document", "document.remove", "__proto__", "constructor", "session.open", "invoke"])(
        "the call %j is unknown",
        async (call) => {
          await expect(window.hosted.ask(call, {})).rejects.toMatchObject({
            failure: { code: "CALL_UNKNOWN" },
          });
        },
      );

      test("the bridge itself refuses to ask wrongly", async () => {
        await expect(window.bridge.document.open({ path: 1 as never })).rejects.toMatchObject({
          failure: { code: "BRIDGE_SHAPE" },
        });
      });
    });
  });
}
