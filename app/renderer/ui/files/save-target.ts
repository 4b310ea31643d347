// Where is a file saved that was typed into the dialog? Nothing is made or replaced unasked.

import type { Shell } from "../../shell.ts";
import { fileDialogText as text } from "../../strings/file-dialog.ts";
import { joinPath, withEnding } from "./crumbs.ts";
import type { Typed } from "./typed-path.ts";

interface Target {
  readonly folder: string;
  /** Null where the person has named a folder: that is to be shown. */
  readonly path: string | null;
}

/** Null when the person wants another name. Throws what the host says of a folder that cannot be made. */
export async function saveTarget(
  shell: Shell,
  { folder, name }: Typed,
  extensions: readonly string[],
): Promise<Target | null> {
  const { bridge } = shell.link;
  const { entries, missing, path } = await bridge.file.list({ path: folder, extensions: [] });
  const isNew = missing !== null;
  if (!isNew && (name === "" || entries.some((entry) => entry.isFolder && entry.name === name)))
    return { folder: name === "" ? path : joinPath(path, name), path: null };
  if (isNew) {
    const question = { title: text.makeTitle, text: text.makeText(missing), yes: text.makeYes };
    if (!(await shell.confirm({ ...question, no: text.cancel }))) return null;
    await bridge.file.makeFolder({ path: missing });
    if (name === "") return { folder: missing, path: null };
  }
  const full = withEnding(name, extensions);
  const place = missing ?? path;
  const isTaken = !isNew && entries.some((entry) => !entry.isFolder && entry.name === full);
  const sure =
    !isTaken ||
    (await shell.confirm({
      title: text.replaceTitle,
      text: text.replaceText(full),
      yes: text.replaceYes,
      no: text.replaceNo,
      danger: true,
    }));
  return sure ? { folder: place, path: joinPath(place, full) } : null;
}
