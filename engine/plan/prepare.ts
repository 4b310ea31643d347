// One node on its own: its definition, checked params and the facts its kind finds outside.

import type { Catalog } from "../catalog/catalog.ts";
import { nearKind } from "../catalog/near-kind.ts";
import type { Issue } from "../document/issue.ts";
import { migrateNode } from "../document/migrate.ts";
import type { NodeDocument } from "../document/types.ts";
import type { MillraceError } from "../sdk/errors.ts";
import { toMillraceError } from "../sdk/errors.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { usesNetwork } from "../sdk/uses-network.ts";
import type { HostServices } from "../sdk/services.ts";
import { infoOf, type ControlKind } from "../sdk/params.ts";
import { checkParams, paramShape } from "./params.ts";

export interface PreparedNode {
  readonly document: NodeDocument;
  readonly issues: readonly Issue[];
  /** null: a placeholder (unknown kind, newer version) or params that do not fit. */
  readonly ready: { readonly definition: AnyNode; readonly params: object; readonly facts: unknown } | null;
  /** Whether its fallback stands in for it: `ready` is about that. */
  readonly replaced?: true;
  /** The definition, also of a node whose params do not fit; null for a placeholder. */
  readonly definition: AnyNode | null;
}

export async function prepareNode(
  node: NodeDocument,
  catalog: Catalog,
  host: HostServices,
  signal: AbortSignal,
  mayReachOut = true,
): Promise<PreparedNode> {
  const definition = await catalog.load(node.kind);
  if (!definition) return placeholder(node, unknownKind(node, catalog));
  if (node.version > definition.version) return placeholder(node, newerKind(node, definition));
  const document = node.version < definition.version ? migrateNode(node, definition.migrations ?? {}) : node;
  const { params, issues } = checkParams(document, definition);
  if (!params) return { document, issues, ready: null, definition };
  const probed =
    mayReachOut || !usesNetwork({ definition, params })
      ? await probe(document, definition, params, host, signal)
      : { facts: null, issues: [unaskedIssue(node.id)] };
  const instead = await standIn(document, definition, probed.issues, host, signal);
  if (instead) return { ...instead, issues: [...issues, ...instead.issues] };
  return {
    document,
    issues: [...issues, ...probed.issues],
    ready: { definition, params, facts: probed.facts },
    definition,
  };
}

/** The fallback of a node whose file cannot be used; null where it has none, or that cannot be used either. */
async function standIn(
  document: NodeDocument,
  definition: AnyNode,
  [trouble]: readonly Issue[],
  host: HostServices,
  signal: AbortSignal,
): Promise<PreparedNode | null> {
  const fallback = document.rescue?.fallback;
  if (!trouble || fallback?.use !== "params") return null;
  const merged = { ...document, params: { ...document.params, ...fallback.params } };
  const { params, issues } = checkParams(merged, definition);
  if (!params) return null;
  const probed = await probe(merged, definition, params, host, signal);
  if (probed.issues.length > 0) return null;
  const replaced: Issue = {
    code: "FALLBACK_STANDS_IN",
    severity: "warning",
    node: document.id,
    path: trouble.path,
    message: `${trouble.message} Its fallback stands in from the first row on.`,
    hint: trouble.hint,
  };
  const others = issues.filter(({ severity }) => severity === "error");
  return {
    document,
    issues: [replaced, ...others],
    ready: { definition, params, facts: probed.facts },
    definition,
    replaced: true,
  };
}

async function probe(
  node: NodeDocument,
  definition: AnyNode,
  params: object,
  host: HostServices,
  signal: AbortSignal,
): Promise<{ facts: unknown; issues: readonly Issue[] }> {
  if (!definition.probe) return { facts: null, issues: [] };
  try {
    return { facts: await definition.probe({ params, host, signal }), issues: [] };
  } catch (thrown) {
    const error = toMillraceError(
      thrown,
      "PROBE_FAILED",
      "See the message; the node cannot look at its file.",
    );
    return { facts: null, issues: [errorIssue(error, node.id, fileParam(error, definition, params, host))] };
  }
}

/** A workflow from elsewhere could name a server of its own, and a secret to tell it. */
function unaskedIssue(node: string): Issue {
  return {
    code: "NETWORK_UNTRUSTED",
    severity: "error",
    node,
    message: "Nothing is reached out to before you trust the workflow.",
    hint: "See where it goes, then trust it.",
  };
}

const PATHS: ReadonlySet<ControlKind | undefined> = new Set(["file", "folder", "model"] as const);

/** The place of the param that names the file of an error. */
function fileParam(
  { details: { file } }: MillraceError,
  definition: AnyNode,
  params: object,
  { files }: HostServices,
): string | undefined {
  if (file === undefined) return undefined;
  const named = Object.entries(paramShape(definition)).find(([name, param]) => {
    const value = (params as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== "string" || !PATHS.has(infoOf(param)?.control)) return false;
    return value === file || files.resolve(value) === file;
  });
  return named && `params.${named[0]}`;
}

/** An error met while planning, as an issue of the node. */
function errorIssue(error: MillraceError, node: string, param: string | undefined): Issue {
  const { message, file, line, expected, got, hint } = error.details;
  const path = error.details.path ?? param;
  const place = file && !message.includes(file) ? ` (${file}${line === undefined ? "" : `:${line}`})` : "";
  return { code: error.code, severity: "error", node, message: message + place, path, expected, got, hint };
}

function placeholder(document: NodeDocument, issue: Issue): PreparedNode {
  return { document, issues: [issue], ready: null, definition: null };
}

function unknownKind(node: NodeDocument, catalog: Catalog): Issue {
  const near = nearKind(node.kind, catalog.kinds);
  return {
    code: "KIND_UNKNOWN",
    severity: "error",
    node: node.id,
    path: "kind",
    message: `There is no node kind "${node.kind}" here. The node is kept as it stands in the file.`,
    expected: near ?? `one of ${catalog.kinds.join(", ")}`,
    got: node.kind,
    hint: `${near ? `Did you mean "${near}"? Else update` : "Update"} Millrace if the file comes from a newer one, or replace the node.`,
  };
}

function newerKind(node: NodeDocument, definition: AnyNode): Issue {
  return {
    code: "KIND_NEWER",
    severity: "error",
    node: node.id,
    path: "version",
    message: `The node was saved by a newer Millrace: version ${node.version} of "${node.kind}".`,
    expected: `version ${definition.version} or older`,
    got: String(node.version),
    hint: "Update Millrace. The node is kept as it stands in the file.",
  };
}
