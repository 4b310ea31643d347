// What computed the models of a node in the last run, and what was to compute them rather.

import { Fragment } from "react";
import type { ModelUse } from "../../../bridge/shapes.ts";
import { useIsCurrentRun } from "../../run-issue.ts";
import { words } from "../../strings/inspector.ts";
import { useRun } from "../../workspace.tsx";
import { useSame } from "../use-same.ts";

const NONE: readonly ModelUse[] = [];

/** Nothing where the node has not run as it is. */
export function ComputedBy({ node }: { readonly node: string }) {
  const isCurrent = useIsCurrentRun(node);
  const models = useRun(useSame((state) => state.summary?.models.filter((use) => use.node === node) ?? NONE));
  if (!isCurrent || models.length === 0) return null;
  return (
    <dl className="mr-facts" aria-label={words.modelLastRun}>
      {models.map(({ provider, placement, refused = [] }, at) => (
        <Fragment key={at}>
          <dt>{words.modelLastRun}</dt>
          <dd>{words.modelComputedBy(provider, placement)}</dd>
          {refused.map(({ provider: other, reason }) => (
            <Fragment key={other}>
              <dt>{words.modelNotBy(other)}</dt>
              <dd>{reason}</dd>
            </Fragment>
          ))}
        </Fragment>
      ))}
    </dl>
  );
}
