// The playbooks that come with Millrace: where they are and what they say of themselves.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod/mini";

/** `template.json` of a playbook. */
const playbookSchema = z.looseObject({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  licence: z.string(),
  synthetic: z.boolean(),
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
