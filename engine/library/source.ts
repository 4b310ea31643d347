// What does a person mean by the source of a model? A package, a repository, an address, or a file of this machine.

import { MillraceError } from "../sdk/errors.ts";

export type Source =
  | { readonly kind: "npm"; readonly package: string; readonly version: string; readonly glob: string | null }
  | {
      readonly kind: "hf";
      readonly repository: string;
      readonly revision: string;
      readonly glob: string | null;
    }
  | { readonly kind: "url"; readonly url: URL }
  | { readonly kind: "local"; readonly path: string };

const PACKAGE = /^npm:((?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*)(?:@([\w.+-]+))?(?::(.+))?$/i;
const REPOSITORY = /^hf:([\w.-]+\/[\w.-]+)(?:@([\w./-]+))?(?::(.+))?$/;

/** Anything with no other form is a path. */
export function parseSource(text: string): Source {
  const given = text.trim();
  if (given.startsWith("npm:")) {
    const [, name, version = "latest", glob = null] =
      PACKAGE.exec(given) ?? unclear(text, "npm:NAME@VERSION");
    return { kind: "npm", package: name, version, glob };
  }
  if (given.startsWith("hf:")) {
    const [, repository, revision = "main", glob = null] =
      REPOSITORY.exec(given) ?? unclear(text, "hf:OWNER/NAME@REVISION, with :PATH for a file of it");
    return { kind: "hf", repository, revision, glob };
  }
  if (/^https?:/i.test(given)) {
    if (!URL.canParse(given)) unclear(text, "an address such as https://example.org/model.onnx");
    return { kind: "url", url: new URL(given) };
  }
  if (/^file:\/\//i.test(given) || given === "") unclear(text, "a path");
  // Of one letter: a drive of Windows.
  if (/^[a-z][a-z0-9+.-]+:/i.test(given)) unclear(text, "npm:…, hf:…, https://… or a path");
  return { kind: "local", path: given };
}

/** What may be kept of an address: nothing by which somebody is let in. */
export function publicAddress(url: URL): string {
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  shown.hash = "";
  for (const name of [...shown.searchParams.keys()])
    if (
      /token|sig|key|auth|cred|secret|expires|policy|password|pass|^x-amz-|^x-goog-|^se$|^sv$|^sp$/i.test(
        name,
      )
    )
      shown.searchParams.delete(name);
  return shown.href;
}

/** A name for the entry where nobody gave one. */
export function nameFrom(text: string): string {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/^@[^/]*\//, "")
    .replace(/\.onnx$/, "")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|[^a-z0-9_]+$/g, "")
    .slice(0, 60)
    .replace(/[^a-z0-9_]+$/, "");
  return plain === "" ? "model" : plain;
}

function unclear(text: string, expected: string): never {
  throw new MillraceError("MODEL_SOURCE_UNCLEAR", {
    message: `"${text}" says no place that a model can be installed from.`,
    expected,
    got: text,
    hint: "A package: npm:NAME@VERSION. A repository: hf:OWNER/NAME. Or an address, or the path of a file or folder.",
  });
}
