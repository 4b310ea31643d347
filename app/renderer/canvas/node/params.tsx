// The few parameters that a card shows.

import { memo } from "react";
import type { KindDescription } from "../../../bridge/shapes.ts";
import { shownParams } from "./shown-params.ts";

interface Props {
  readonly kind: KindDescription;
  readonly params: Readonly<Record<string, unknown>>;
}

export const Params = memo(function Params({ kind, params }: Props) {
  const shown = shownParams(kind, params);
  if (shown.length === 0) return null;
  return (
    <dl className="mr-card-params">
      {shown.map(({ name, title, text, code, missing }) => (
        <div key={name}>
          <dt title={title}>{title}</dt>
          <dd className={missing ? "mr-missing" : code ? "mr-mono" : undefined} title={text}>
            {text}
          </dd>
        </div>
      ))}
    </dl>
  );
});
