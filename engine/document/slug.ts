// How does a new node get its id? A readable slug of its title that nothing in the file uses yet.

import { parsePort, type WorkflowDocument } from "./types.ts";

/** Longest slug made from a title, before a number is added; longer ones are unpleasant in wires and `--set`. */
const MAX_SLUG_LENGTH = 40;

/** A title as a slug: `Read Straße №2` → `read-straße-no2`. Letters of every script stay; accents of Latin ones go. */
export function slug(title: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
  const words = plain.replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^[-\p{M}]+/u, "");
  const short = Array.from(words).slice(0, MAX_SLUG_LENGTH).join("").replace(/-+$/, "");
  return short || "node";
}

/** An id for a new node: the slug, or the slug with the first free number from 2. */
export function freshId(document: WorkflowDocument, title: string): string {
  return freshName(slug(title), idsInUse(document));
}

/**
 * Ids that no new node may have. Those that only a dangling wire or a stale position mentions are among them, or the
 * new node would inherit both.
 */
export function idsInUse(document: WorkflowDocument): Set<string> {
  const taken = new Set(document.nodes.map((node) => node.id));
  for (const edge of document.edges) taken.add(parsePort(edge.from).node).add(parsePort(edge.to).node);
  for (const id of Object.keys(document.view.nodes)) taken.add(id);
  return taken;
}

/** `base`, or `base-2`, `base-3`…: the first that is not taken. */
export function freshName(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
  return name;
}
