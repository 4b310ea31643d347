// Which issues belong to a wire: those that name it, and those of the port where it ends.

import type { Issue } from "../../../../engine/document/issue.ts";
import { parsePort, type EdgeDocument } from "../../../../engine/document/types.ts";

export function wireIssues(issues: readonly Issue[], edge: EdgeDocument, index: number): readonly Issue[] {
  const to = parsePort(edge.to);
  return issues.filter(
    ({ path, node, port }) =>
      path === `edges[${index}]` ||
      path?.startsWith(`edges[${index}].`) ||
      (node === to.node && port === to.port && path === undefined),
  );
}
