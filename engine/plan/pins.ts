// Are the models of the library those that the workflow was made with? What is pinned, against what is installed.

import type { Issue } from "../document/issue.ts";
import { referencesIn, type FoundReference } from "../document/references-in.ts";
import type { ModelPin, WorkflowDocument } from "../document/types.ts";
import type { Files, LibraryOrigin } from "../sdk/services.ts";

/** That a model is not there at all is said by the node that wants to read it. */
export async function pinIssues(document: WorkflowDocument, files: Files): Promise<readonly Issue[]> {
  const active = { nodes: document.nodes.filter(({ disabled, bypassed }) => !disabled && !bypassed) };
  const issues: Issue[] = [];
  for (const found of referencesIn(active)) {
    const installed = (await files.origin?.(found.reference)) ?? null;
    if (installed === null) continue;
    const pins = document.models ?? {};
    if (!Object.hasOwn(pins, found.reference)) {
      issues.push(notPinned(found, installed));
      continue;
    }
    const pin = pins[found.reference];
    if (pin.sha256 !== installed.sha256) issues.push(differs(found, pin, installed));
  }
  return issues;
}

function notPinned({ node, path, reference }: FoundReference, installed: LibraryOrigin): Issue {
  return {
    code: "MODEL_NOT_PINNED",
    severity: "info",
    node,
    path,
    message:
      "The workflow does not say which bytes it means by this model: another version would pass for it.",
    got: reference,
    fix: { label: "Pin the model that is installed", commands: [pinCommand(reference, installed)] },
  };
}

function differs({ node, path, reference }: FoundReference, pin: ModelPin, installed: LibraryOrigin): Issue {
  return {
    code: "MODEL_PIN_DIFFERS",
    severity: "error",
    node,
    path,
    message: "The model that is installed is another than the one this workflow was made with.",
    expected: `pinned sha256 ${short(pin.sha256)}, from ${pin.source}`,
    got: `installed sha256 ${short(installed.sha256)}, from ${installed.source}`,
    hint: "Install the pinned one: `millrace models install --for FLOW`. Or take the one that is installed, and look at what changes.",
    fix: { label: "Pin the model that is installed", commands: [pinCommand(reference, installed)] },
  };
}

function pinCommand(reference: string, { sha256, source, licence }: LibraryOrigin) {
  return { do: "pin-models", pins: { [reference]: { sha256, source, licence } } } as const;
}

/** Enough to tell two apart. */
function short(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}
