// Which models does a workflow name that are not here, or are others? With where each came from, and what it has to be.

import { parseReference } from "../../../../engine/document/model-reference.ts";
import { referencesIn } from "../../../../engine/document/references-in.ts";
import type { ModelPin } from "../../../../engine/document/types.ts";
import { CATALOGUE } from "../../../../engine/library/catalogue.ts";
import type { Library } from "../../../../engine/library/library.ts";
import { MillraceError } from "../../../../engine/sdk/errors.ts";
import { openWorkflow } from "../../session.ts";

/** What is to be installed. */
export interface WantedEntry {
  readonly source: string;
  readonly name?: string;
  readonly sha256?: string;
  /** Files, and the sha256 that each must have. */
  readonly pinned?: ReadonlyMap<string, string>;
}

export async function wantedBy(flow: string, library: Library): Promise<readonly WantedEntry[]> {
  const { document } = await openWorkflow(flow);
  const pins = document.models ?? {};
  const entries = new Map<string, { source: string; pinned: Map<string, string> }>();
  for (const { reference } of referencesIn(document)) {
    const { name, file } = parseReference(reference)!;
    const pin = Object.hasOwn(pins, reference) ? pins[reference] : null;
    const there = library.originOf(reference);
    if (there && (pin === null || there.sha256 === pin.sha256)) continue;
    const source =
      library.formerPlace(name, pin ?? undefined) ??
      pin?.source ??
      CATALOGUE.find((offered) => offered.name === name)?.source;
    if (source === undefined || source.startsWith("file:")) throw noSource(reference, pin, flow);
    const entry = entries.get(name) ?? { source, pinned: new Map<string, string>() };
    if (pin) entry.pinned.set(file, pin.sha256);
    entries.set(name, entry);
  }
  return [...entries].map(([name, entry]) => ({ name, ...entry }));
}

function noSource(reference: string, pin: ModelPin | null, flow: string): MillraceError {
  return new MillraceError("MODEL_SOURCE_UNKNOWN", {
    message: `Nobody knows where "${reference}" is to be had.`,
    file: flow,
    ...(pin && { got: pin.source, expected: `sha256 ${pin.sha256}` }),
    hint: "Get the file from where the workflow was made, and install it: millrace models install FILE --name NAME.",
  });
}
