// The targets with where the workflow can run: one is chosen; why another cannot be is said beside it.

import { Ban, CircleCheck, TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import type { ExportOutlook, Verdict } from "../../bridge/shapes.ts";
import type { ExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";

const GLYPHS = {
  possible: CircleCheck,
  degraded: TriangleAlert,
  impossible: Ban,
} satisfies Record<Verdict["verdict"], typeof Ban>;

/** What is told of a target that is not chosen: why it is not simply possible. */
const WHY = { possible: null, degraded: "degrades", impossible: "stops" } as const;

interface Props {
  readonly store: ExportStore;
  readonly outlook: ExportOutlook;
}

export function TargetList({ store, outlook }: Props) {
  const chosen = useStore(store, (state) => state.target);
  return (
    <fieldset className="mr-export-targets">
      <legend className="mr-export-heading">{text.targets}</legend>
      {outlook.targets.map((verdict) => (
        <Target
          key={verdict.target}
          verdict={verdict}
          chosen={chosen === verdict.target}
          choose={() => store.choose(verdict.target)}
        />
      ))}
    </fieldset>
  );
}

interface TargetProps {
  readonly verdict: Verdict;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Target({ verdict: { target, verdict, reasons }, chosen, choose }: TargetProps) {
  const Glyph = GLYPHS[verdict];
  const told = reasons.filter(({ is }) => chosen || is === WHY[verdict]);
  const id = `mr-export-target-${target}`;
  return (
    <div className="mr-export-target" data-chosen={chosen} data-verdict={verdict}>
      <label>
        <input
          type="radio"
          name="mr-export-target"
          value={target}
          checked={chosen}
          disabled={verdict === "impossible"}
          aria-describedby={id}
          data-autofocus={chosen || undefined}
          onChange={choose}
        />
        <span className="mr-export-target-name">{text.targetNames[target] ?? target}</span>
        <span className="mr-export-target-help">{text.targetHelp[target]}</span>
        <span className="mr-export-verdict">
          <Glyph size={14} aria-hidden />
          {text.verdicts[verdict]}
        </span>
      </label>
      <ul id={id} className="mr-export-target-more">
        {told.map((reason) => (
          <li key={reason.text} data-weight={reason.is}>
            <b>{text.weights[reason.is]}</b> {reason.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
