// What a node is called where it has no title of its own: as its kind.

import type { NodeDocument } from "../../../engine/document/types.ts";

export function nodeTitle(
  { title, kind }: Pick<NodeDocument, "title" | "kind">,
  described: { readonly title: string } | null | undefined,
): string {
  return title.trim() === "" ? (described?.title ?? kind) : title;
}
