// What the playbook is made of: pages with what stands on them, and how well held-out pages are read.

import { draw, SAMPLES } from "./pages.ts";

/** Files of the playbook by path below its folder. */
export async function makePages(): Promise<Readonly<Record<string, Uint8Array>>> {
  const files: Record<string, Uint8Array> = {};
  for (const page of SAMPLES) files[`data/pages/${page.name}`] = await draw(page);
  const truth = SAMPLES.map(({ name, invoice, print }) => ({ page: name, turned: print.turned, ...invoice }));
  files["data/truth.json"] = new TextEncoder().encode(`${JSON.stringify(truth, null, 2)}\n`);
  return files;
}
