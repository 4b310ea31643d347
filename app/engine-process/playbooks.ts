// The playbooks that come with Millrace: where they are and what they say of themselves.

import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod/mini";
import { parseReference } from "../../engine/document/model-reference.ts";
import type { Template } from "../bridge/shapes.ts";

const partSchema = z.looseObject({ title: z.string(), licence: z.string() });

/** `template.json` of a playbook. */
const playbookSchema = z.looseObject({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  licence: z.string(),
  synthetic: z.boolean(),
  data: z.array(partSchema),
  models: z.array(partSchema),
});

/** What a workflow has pinned of its models, as far as their licences go. */
const pinsSchema = z.looseObject({
  models: z.optional(z.record(z.string(), z.looseObject({ licence: z.nullish(z.string()) }))),
});

export type Playbook = z.output<typeof playbookSchema> & { readonly folder: string };

/** The folder `templates` of this package: the first on the way up. Built code lies in folders without one. */
export function templatesFolder(folder = dirname(fileURLToPath(import.meta.url))): string {
  const templates = join(folder, "templates");
  const parent = dirname(folder);
  return existsSync(templates) || parent === folder ? templates : templatesFolder(parent);
}

/** All playbooks, sorted by name. */
export async function listPlaybooks(): Promise<readonly Playbook[]> {
  const root = templatesFolder();
  const names = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const found = names.toSorted().filter((name) => existsSync(join(root, name, "template.json")));
  return Promise.all(
    found.map(async (name) => {
      const folder = join(root, name);
      const text = await readFile(join(folder, "template.json"), "utf8");
      return { ...playbookSchema.parse(JSON.parse(text)), folder };
    }),
  );
}

/** A playbook as the editor's gallery shows it. */
export async function templateOf({ folder, ...playbook }: Playbook): Promise<Template> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  // What produced its model is no part of what a person gets.
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, "make")));
  const sizes = await Promise.all(files.map(async (path) => (await stat(path)).size));
  const { name, title, summary, licence, synthetic, data, models } = playbook;
  const text = await readFile(join(folder, `${name}.millrace.json`), "utf8");
  return {
    name,
    title,
    summary,
    licence,
    parts: [...data, ...models, ...libraryParts(text)].map((part) => ({
      title: part.title,
      licence: part.licence,
    })),
    synthetic,
    size: sizes.reduce((sum, size) => sum + size, 0),
    text,
    readme: await readFile(join(folder, "README.md"), "utf8").catch(() => ""),
  };
}

/** Models of the library that a workflow names come with Millrace, under licences of their own. */
function libraryParts(text: string): z.output<typeof partSchema>[] {
  const pins = pinsSchema.parse(JSON.parse(text)).models ?? {};
  const licences = new Map<string, string>();
  for (const [reference, { licence }] of Object.entries(pins)) {
    const name = parseReference(reference)?.name;
    if (name !== undefined && licence) licences.set(name, licence);
  }
  return [...licences].map(([name, licence]) => ({ title: `Model ${name}`, licence }));
}
