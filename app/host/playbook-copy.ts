// A copy of a playbook in a folder of its own, as `millrace new --template` makes it.

import { cp, mkdir, readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { withFile } from "../../engine/host/file-errors.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { freeName } from "./free-name.ts";

export interface CopyPlaces {
  /** The folder of all playbooks. */
  readonly templates: string;
  /** Where a copy goes when nobody says. */
  readonly documents: string;
}

/** Answers the path of the copied workflow. */
export async function copyPlaybook(
  name: string,
  folder: string | undefined,
  { templates, documents }: CopyPlaces,
): Promise<string> {
  const playbook = join(templates, name);
  const known = await readdir(templates);
  if (!known.includes(name) || !(await isThere(join(playbook, "template.json")))) throw unknown(name);
  const isTaken = async (candidate: string) => !(await isEmpty(join(documents, candidate)));
  const target = folder === undefined ? join(documents, await freeName(name, isTaken)) : resolve(folder);
  if (!(await isEmpty(target))) throw notEmpty(target);
  await withFile(target, async () => {
    await mkdir(target, { recursive: true });
    await cp(playbook, target, {
      recursive: true,
      filter: (source) => isForUsers(relative(playbook, source)),
    });
  });
  return join(target, `${name}.millrace.json`);
}

/** `make` is how the playbook came to be, `out` holds what earlier runs wrote besides the page about it. */
function isForUsers(path: string): boolean {
  const [top, ...rest] = path.split(/[\\/]/);
  return top !== "make" && !(top === "out" && rest.length > 0 && rest.join("/") !== "README.md");
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function isEmpty(folder: string): Promise<boolean> {
  if (!(await isThere(folder))) return true;
  return (await readdir(folder).catch(() => ["a file"])).length === 0;
}

function unknown(name: string): MillraceError {
  return new MillraceError("TEMPLATE_UNKNOWN", {
    message: `There is no playbook "${name}".`,
    hint: "Choose one of the gallery.",
  });
}

function notEmpty(folder: string): MillraceError {
  return new MillraceError("FOLDER_NOT_EMPTY", {
    message: `"${folder}" is not empty.`,
    file: folder,
    hint: "Choose an empty folder, or one that is not there yet.",
  });
}
