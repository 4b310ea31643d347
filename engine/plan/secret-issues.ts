// Secrets that nodes name for the network, and that this machine does not have: told before anything is sent.

import type { Issue, Severity } from "../document/issue.ts";
import { missingSecret } from "../sdk/missing-secret.ts";
import { infoOf } from "../sdk/params.ts";
import type { HostServices } from "../sdk/services.ts";
import { usesNetwork } from "../sdk/uses-network.ts";
import { paramShape } from "./params.ts";
import type { PlannedNode } from "./types.ts";

/** `told` are those of the nodes themselves: what a probe has told is not told again. */
export function secretIssues(
  nodes: readonly PlannedNode[],
  { secrets, network }: Pick<HostServices, "secrets" | "network">,
  severity: Severity,
  told: readonly Issue[],
): Issue[] {
  // A recording lets everybody in.
  if (!secrets.has || network.isRecorded) return [];
  const isKnown = (name: string) => secrets.has!(name);
  return nodes.filter(usesNetwork).flatMap(({ id, definition, params }) => {
    const values = params as Readonly<Record<string, unknown>>;
    return Object.entries(paramShape(definition)).flatMap(([param, schema]): Issue[] => {
      const { control, visibleWhen } = infoOf(schema) ?? {};
      const name = values[param];
      if (control !== "secret" || typeof name !== "string" || name === "") return [];
      if (visibleWhen && !visibleWhen.oneOf.includes(values[visibleWhen.param] as string)) return [];
      const path = `params.${param}`;
      const isTold = told.some(
        (issue) => issue.node === id && issue.path === path && issue.code === "SECRET_MISSING",
      );
      if (isTold || isKnown(name)) return [];
      return [{ code: "SECRET_MISSING", severity, node: id, path, ...missingSecret(name) }];
    });
  });
}
