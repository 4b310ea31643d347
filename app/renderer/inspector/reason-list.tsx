// Why values are proposed or taken, point by point: what, which value, from which fact; what is only assumed is marked.

import type { IssueReason } from "../../../engine/document/issue.ts";
import { words } from "../strings/inspector.ts";
import "./reason-list.css";

export function ReasonList({ reasons }: { readonly reasons: readonly IssueReason[] | undefined }) {
  if (!reasons || reasons.length === 0) return null;
  return (
    <dl className="mr-reasons" aria-label={words.reasons}>
      {reasons.map(({ what, value, because, sure }) => (
        <div key={what} data-sure={sure}>
          <dt>{what}</dt>
          <dd>
            <strong>{value}</strong>
            {!sure && <em>{words.assumed}</em>}
            <span>{because}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
