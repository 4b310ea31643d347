// The image of an exported playbook: built from the Dockerfile as it is, and run as it would be in production.

import { chmod, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ended, workspace } from "../cli/millrace.ts";
import type { ImageBuilder } from "./buildah.ts";
import { imageBuilder, startSealed, type ImageConfig, type Mounts } from "./buildah.ts";

const NAME = "shipment-delay:1";
const source = resolve(import.meta.dirname, "../../templates/shipment-delay");
/** With nothing installed and nothing kept, on busy cores. */
const MOST_MS = 600_000;

interface PodSpec {
  readonly securityContext: { readonly runAsUser: number; readonly runAsGroup: number };
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly volumeMounts: readonly { readonly mountPath: string }[];
  }[];
}

describe("the image of a playbook", () => {
  const work = workspace();
  let builder: ImageBuilder | null = null;
  let reason = "";
  let container: { name: string; root: string };
  let config: ImageConfig;
  let built: string;

  beforeAll(async () => {
    const flow = join(source, "shipment-delay.millrace.json");
    const { code, stderr } = await work.millrace(["export", flow, "-o", "program", "--target", "kubernetes"]);
    if (code !== 0) throw new Error(stderr);
    const found = await imageBuilder();
    if (typeof found === "string") return void (reason = found);
    builder = found;
    const done = await builder.build(work.path("program"), NAME);
    if (done.code !== 0 && /npm error.*(network|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT)/.test(done.stderr))
      return void (reason = "npm has no network inside of a build");
    if (done.code !== 0) throw new Error(done.stdout + done.stderr);
    built = done.stdout + done.stderr;
    config = await builder.config(NAME);
    container = await builder.container(NAME);
  }, MOST_MS);
  afterAll(() => builder?.remove(), MOST_MS);

  /** A folder with the playbook's data, and one that anyone may write to. */
  async function mounts(name: string): Promise<Mounts> {
    const [data, out] = [work.path(`${name}-data`), work.path(`${name}-out`)];
    await cp(join(source, "data"), data, { recursive: true });
    await mkdir(out);
    await chmod(out, 0o777);
    return { data, out };
  }

  async function expectResults({ out }: Mounts): Promise<void> {
    const expected = join(source, "expected/out");
    const names = await readdir(expected);
    expect((await readdir(out)).toSorted()).toEqual(names.toSorted());
    for (const name of names)
      expect(await readFile(join(out, name), "utf8"), name).toBe(
        await readFile(join(expected, name), "utf8"),
      );
  }

  test("has tested itself while it was built, and starts Node itself as a user that is not root", ({
    skip,
  }) => {
    skip(builder === null, reason);
    expect(built).toContain('{"passed":true');
    expect(config).toMatchObject({ User: "1000:1000", Entrypoint: ["node", "/program/pipeline.mjs"] });
  });

  test("gives the expected files, to the byte", async ({ skip }) => {
    skip(builder === null, reason);
    const folders = await mounts("plain");
    const { code, stderr } = await builder!.run(container.name, folders, config.Entrypoint);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    await expectResults(folders);
  });

  test("gives them on a root that is read-only, without rights and without a network", async ({ skip }) => {
    skip(builder === null, reason);
    const folders = await mounts("sealed");
    const { code, stderr } = await ended(startSealed(container.root, config, folders, config.Entrypoint));
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    await expectResults(folders);
  });

  test("gives them as the manifests of a cluster start it", async ({ skip }) => {
    skip(builder === null, reason);
    const manifest = async (name: string) =>
      parse(await work.read(`program/kubernetes/${name}.yaml`)) as unknown;
    const { spec } = (await manifest("job")) as { spec: { template: { spec: PodSpec } } };
    const { data } = (await manifest("configmap")) as { data: Record<string, string> };
    const { securityContext, containers } = spec.template.spec;
    const [{ args, volumeMounts }] = containers;
    // What `startSealed` mounts, in the order in which it does.
    expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual(["/data", "/out", "/tmp"]);
    const folders = await mounts("cluster");
    const User = `${securityContext.runAsUser}:${securityContext.runAsGroup}`;
    const variables = Object.entries(data).map(([name, value]) => `${name}=${value}`);
    const Env = [...config.Env.filter((text) => !text.startsWith("PIPELINE_")), ...variables];
    const command = [...config.Entrypoint, ...args];
    const done = await ended(startSealed(container.root, { ...config, User, Env }, folders, command));
    expect({ code: done.code, stderr: done.code === 0 ? "" : done.stderr }).toEqual({ code: 0, stderr: "" });
    await expectResults(folders);
  });

  test("gives them as the compose file starts it", async ({ skip }) => {
    skip(builder === null, reason);
    const { services } = parse(await work.read("program/compose.yaml")) as {
      services: { pipeline: { environment: Record<string, string>; volumes: { target: string }[] } };
    };
    const { environment, volumes } = services.pipeline;
    expect(volumes.map(({ target }) => target)).toEqual(["/data", "/out"]);
    const folders = await mounts("compose");
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const Env = [...config.Env.filter((text) => !text.startsWith("PIPELINE_")), ...variables];
    const done = await ended(startSealed(container.root, { ...config, Env }, folders, config.Entrypoint));
    expect(done.code).toBe(0);
    await expectResults(folders);
  });

  test("passes its self-test there", async ({ skip }) => {
    skip(builder === null, reason);
    const command = [...config.Entrypoint, "--selftest"];
    const done = await ended(startSealed(container.root, config, await mounts("selftest"), command));
    expect(JSON.parse(done.stdout)).toMatchObject({ passed: true, identical: true });
    // What was compiled while the image was built is there, so it does not say that starts are slow.
    expect(done).toMatchObject({ code: 0, stderr: "" });
  });

  test("puts failed rows of a workflow without a file where it may write", async ({ skip }) => {
    skip(builder === null, reason);
    const folders = await mounts("by-hand");
    await writeFile(join(folders.data, "rows.csv"), "id\n1\nx\n");
    const text = `import { csv, printTable, run } from "/program/runtime/index.cjs";
      printTable("Rows", csv("Rows", { path: "rows.csv", types: { id: "float64" } }), {});
      await run(import.meta);`;
    await writeFile(join(folders.data, "by-hand.mjs"), text);
    const done = await ended(startSealed(container.root, config, folders, ["node", "/data/by-hand.mjs"]));
    expect({ code: done.code, stderr: done.code === 3 ? "" : done.stderr }).toEqual({ code: 3, stderr: "" });
    expect(await readdir(folders.out)).toEqual(["pipeline.failed.jsonl"]);
  });

  test("is not root there, and cannot write outside of what is mounted for it", async ({ skip }) => {
    skip(builder === null, reason);
    const script = `
      const { writeFileSync } = require("node:fs");
      const places = ["/program/x", "/program/runtime/x", "/home/node/x", "/etc/x", "/data/x", "/out/x", "/tmp/x"];
      const written = places.map((place) => {
        try { writeFileSync(place, ""); return [place, "written"]; } catch ({ code }) { return [place, code]; }
      });
      console.log(JSON.stringify({ pid: process.pid, user: process.getuid(), ...Object.fromEntries(written) }));`;
    const { stdout } = await ended(
      startSealed(container.root, config, await mounts("writes"), ["node", "-e", script]),
    );
    expect(JSON.parse(stdout)).toEqual({
      pid: 1,
      user: 1000,
      "/program/x": "EROFS",
      "/program/runtime/x": "EROFS",
      "/home/node/x": "EROFS",
      "/etc/x": "EROFS",
      "/data/x": "EROFS",
      "/out/x": "written",
      "/tmp/x": "written",
    });
    // Where the root may be written to, the program is still not its user's.
    const { stdout: open } = await builder!.run(container.name, await mounts("open"), ["node", "-e", script]);
    expect(JSON.parse(open)).toMatchObject({ user: 1000, "/program/x": "EACCES", "/etc/x": "EACCES" });
  });

  /** Starts it on many rows, sends the signals to it as soon as some have been read, and answers how it ended. */
  async function stopped(folders: Mounts, signals: readonly NodeJS.Signals[]) {
    const [head, ...rows] = (await readFile(join(source, "data/events.csv"), "utf8")).trim().split("\n");
    const many = Array.from({ length: 400 }, () => rows.join("\n")).join("\n");
    await writeFile(join(folders.data, "events.csv"), `${head}\n${many}\n`);
    const child = startSealed(container.root, config, folders, [...config.Entrypoint, "--events", "ndjson"]);
    const end = ended(child);
    for await (const line of createInterface(child.stdout)) {
      const { type, rows: read = 0 } = JSON.parse(line) as { type: string; rows?: number };
      if (type !== "progress" || read === 0) continue;
      const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
      signals.forEach((signal) => process.kill(Number(children.trim()), signal));
      break;
    }
    return end;
  }

  test("finishes its rows when it is stopped, as the first process", async ({ skip }) => {
    skip(builder === null, reason);
    const folders = await mounts("stopped");
    const { code, stderr } = await stopped(folders, ["SIGTERM"]);
    expect(stderr).toContain("SIGTERM: stopping after the frames in flight.");
    expect(code).toBe(130);
    const names = await readdir(folders.out);
    expect(names).toContain("report.jsonl.part");
    expect(names).not.toContain("report.jsonl");
  });

  test("ends at once when it is stopped twice, though the kernel ends no first process by a signal", async ({
    skip,
  }) => {
    skip(builder === null, reason);
    const { code } = await stopped(await mounts("twice"), ["SIGINT", "SIGTERM"]);
    expect(code).toBe(143);
  });
});
