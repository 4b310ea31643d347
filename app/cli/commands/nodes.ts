// `millrace nodes`: the catalog, or the page of one kind.

import { createCatalog, type Catalog } from "../../../engine/catalog/catalog.ts";
import { nearKind } from "../../../engine/catalog/near-kind.ts";
import { describeCatalog, describeKind, type KindDescription } from "../../../engine/catalog/describe.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { nodeKinds } from "../../../nodes/index.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { kindPage } from "../report/kind-page.ts";

/** Longer lines are hard to read; it is also taken where nobody knows how wide the screen is. */
const WIDEST_LINE = 100;

export async function nodesCommand(
  kind: string | undefined,
  { json }: { readonly json: boolean },
): Promise<number> {
  const catalog = createCatalog(nodeKinds);
  const found = kind === undefined ? await describeCatalog(catalog) : await describeOne(catalog, kind);
  const lines = json
    ? [JSON.stringify(found, null, 2)]
    : "kind" in found
      ? kindPage(found, Math.min(process.stdout.columns ?? WIDEST_LINE, WIDEST_LINE))
      : list(found);
  process.stdout.write(`${lines.join("\n")}\n`);
  return ExitCode.done;
}

async function describeOne(catalog: Catalog, kind: string): Promise<KindDescription> {
  const definition = await catalog.load(kind);
  if (definition) return describeKind(definition);
  const near = nearKind(kind, catalog.kinds);
  throw new MillraceError("KIND_UNKNOWN", {
    message: `There is no node kind "${kind}".`,
    expected: near ?? `one of ${catalog.kinds.join(", ")}`,
    got: kind,
    hint: `${near ? `Did you mean "${near}"? ` : ""}\`millrace nodes\` lists all kinds.`,
  });
}

function list(kinds: readonly KindDescription[]): string[] {
  const width = Math.max(...kinds.map(({ kind }) => kind.length));
  return kinds.flatMap(({ kind, category, summary }, i) => {
    const before = kinds[i - 1]?.category;
    const heading = category === before ? [] : [...(before === undefined ? [] : [""]), category];
    return [...heading, `  ${kind.padEnd(width)}  ${summary}`];
  });
}
