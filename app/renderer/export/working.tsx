// How far the export is: its three stages, and each result that was compared.

import { Button } from "@mantine/core";
import { Circle, CircleCheck, CircleDot } from "lucide-react";
import type { ExportPhase, ExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";
import { useDocument, useWorkspace } from "../workspace.tsx";
import { ComparedList } from "./compared-list.tsx";
import { sourceTitles } from "./source-titles.ts";
import { useFirstFocus } from "./use-first-focus.ts";

type Working = Extract<ExportPhase, { is: "working" }>;

const STAGES = ["write", "prove", "place"] as const;
const GLYPHS = { done: CircleCheck, now: CircleDot, later: Circle } as const;

export function Working({ store, phase }: { readonly store: ExportStore; readonly phase: Working }) {
  const { kinds } = useWorkspace();
  const nodes = useDocument(({ document }) => document.nodes);
  const { stage, compared, stopping } = phase;
  const at = STAGES.indexOf(stage);
  const stateOf = (place: number) => (place < at ? "done" : place === at ? "now" : "later");
  const root = useFirstFocus<HTMLDivElement>("working");
  return (
    <div className="mr-export" ref={root}>
      <div
        className="mr-run-bar mr-run-bar-unknown mr-export-bar"
        role="progressbar"
        aria-label={text.working}
      >
        <div />
      </div>
      <ol className="mr-export-stages" aria-live="polite">
        {STAGES.map((name, place) => {
          const state = stateOf(place);
          const Glyph = GLYPHS[state];
          return (
            <li key={name} data-state={state} aria-current={state === "now" ? "step" : undefined}>
              <Glyph size={16} aria-label={text.stageStates[state]} />
              <div>
                <p>{text.stages[name]}</p>
                {name === "prove" && state !== "later" && (
                  <p className="mr-export-soft">{text.proving(sourceTitles(nodes, kinds))}</p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {compared.length > 0 && (
        <section>
          <h3 className="mr-export-heading">{text.compared}</h3>
          <ComparedList compared={compared} />
        </section>
      )}
      <div className="mr-export-foot">
        <Button variant="default" data-autofocus loading={stopping} onClick={() => void store.halt()}>
          {stopping ? text.stopping : text.stop}
        </Button>
      </div>
    </div>
  );
}
