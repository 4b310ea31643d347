// Which file of a workbook holds a sheet? Found from the root on, as Open Packaging has it: by relations, whose types say what is meant.

import { piecesOf, type ZipEntry } from "./zip-entries.ts";

const ATTRIBUTE = String.raw`\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')`;

/** `sheet` is its index in the workbook; null where the way to it is broken. */
export async function sheetPart(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  sheet: number,
): Promise<ZipEntry | null> {
  const entryOf = (name: string) => entries.find((entry) => entry.name === name) ?? null;
  const textOf = async (name: string) => {
    const entry = entryOf(name);
    return entry ? textIn(bytes, entry) : "";
  };
  const root = relations(await textOf("_rels/.rels"), "");
  const workbook = [...root.values()].find(({ type }) => type.endsWith("/officeDocument"))?.place ?? "";
  const slash = workbook.lastIndexOf("/") + 1;
  const [folder, name] = [workbook.slice(0, slash), workbook.slice(slash)];
  const parts = relations(await textOf(`${folder}_rels/${name}.rels`), folder);
  const sheets = elements(await textOf(workbook), "sheet").flatMap((attributes) => {
    const id = [...attributes].find(([key]) => key.endsWith(":id"))?.[1];
    return id === undefined || !attributes.get("name") ? [] : [id];
  });
  const part = parts.get(sheets[sheet] ?? "");
  return part?.type.endsWith("/worksheet") ? entryOf(part.place) : null;
}

interface Relation {
  readonly type: string;
  /** A name in the archive. */
  readonly place: string;
}

/** By id. `folder` is that of the file that has them. */
function relations(xml: string, folder: string): ReadonlyMap<string, Relation> {
  return new Map(
    elements(xml, "Relationship").map((attributes) => {
      const [id, type, target] = ["Id", "Type", "Target"].map((key) => attributes.get(key) ?? "");
      return [id, { type, place: placeFrom(folder, target) }];
    }),
  );
}

function placeFrom(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** The attributes of each. */
function elements(xml: string, name: string): readonly ReadonlyMap<string, string>[] {
  const tags = xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}((?:${ATTRIBUTE})*)\\s*/?>`, "g"));
  return Array.from(tags, ([, all]) => {
    const attributes = all.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
    return new Map(Array.from(attributes, ([, key, double, single]) => [key, double ?? single]));
  });
}

async function textIn(bytes: Uint8Array, entry: ZipEntry): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of piecesOf(bytes, entry)) text += decoder.decode(piece, { stream: true });
  return text;
}
