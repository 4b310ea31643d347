// What a playbook's README says of `millrace train` on its data is what it gives: the command works as it stands, with these figures.

import { cp, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";

const work = workspace();
const templates = resolve(import.meta.dirname, "../../templates");

/** Playbooks whose README has such a command, with it and the two figures behind it. */
async function told() {
  const found: [name: string, args: readonly string[], mae: string, naive: string][] = [];
  for (const name of await readdir(templates)) {
    const text = await readFile(join(templates, name, "README.md"), "utf8");
    const command = /millrace (train data\/[^\n`]+)/.exec(text);
    if (!command) continue;
    const [, mae, naive] = /MAE of ([\d.]+) \w+, a\s+naive answer ([\d.]+\d)/.exec(text) ?? [];
    found.push([name, command[1].split(" "), mae, naive]);
  }
  return found;
}

const all = await told();

test("the playbooks whose model is learned from a table say how to learn one", () => {
  expect(all.map(([name]) => name)).toEqual([
    "fare-alerts",
    "flight-delay",
    "shipment-delay",
    "supplier-risk",
  ]);
});

test.each(all)("%s", async (name, args, mae, naive) => {
  await cp(join(templates, name, "data"), work.path("data"), { recursive: true });
  const { code, stdout, stderr } = await work.millrace(args);
  expect(code, stderr).toBe(0);
  expect(/^MAE +([\d.]+) +([\d.]+)$/m.exec(stdout)?.slice(1)).toEqual([mae, naive]);
});
