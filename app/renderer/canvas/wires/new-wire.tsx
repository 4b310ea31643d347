// A wire while it is drawn: free, snapped to a port with what it would carry, or with the reason why it cannot be.

import type { ConnectionLineComponentProps } from "@xyflow/react";
import { canvasWords as words } from "../../strings/canvas.ts";
import { usePlan, useWorkspace } from "../../workspace.tsx";
import { useCanvasStore } from "../adapter/context.ts";
import type { FlowNode } from "../adapter/elements.ts";
import { pathOf } from "../adapter/geometry.ts";
import { endOf, isSameEnd } from "../adapter/ends.ts";
import { wireBetween } from "../../edits/ports.ts";
import { SchemaCard } from "./schema-card.tsx";
import { useTrial } from "./use-trial.ts";
import { wiringRefusal } from "./wiring-refusal.ts";

/** Beside the pointer. */
const NOTE_OFFSET = 14;

export function NewWire({
  fromX,
  fromY,
  toX,
  toY,
  fromHandle,
  toHandle,
  connectionStatus,
}: ConnectionLineComponentProps<FlowNode>) {
  const { document } = useWorkspace();
  const { nodes, moving } = useCanvasStore().getState();
  const start = endOf(nodes, fromHandle.nodeId, fromHandle.id, fromHandle.type);
  const under = toHandle && endOf(nodes, toHandle.nodeId, toHandle.id, toHandle.type);
  // The pointer has not left the port at which it began.
  const end = start && under && !isSameEnd(start, under) ? under : null;
  const output = start?.side === "output" ? start : end;
  const schema = usePlan((state) => output && state.nodes[output.node]?.outputs[output.port]);
  const refusal = start && end && wiringRefusal(document.getState().document, start, end, moving);
  const snaps = start && end && refusal === null && connectionStatus === "valid";
  const trial = useTrial(snaps ? wireBetween(start, end) : null, moving);
  const wrong = refusal ?? (trial?.is === "bad" ? trial.why : null);
  const a = { x: fromX, y: fromY };
  const b = { x: toX, y: toY };
  const isForwards = start?.side !== "input";
  const look = wrong ? "mr-new-wire-impossible" : end ? "" : "mr-new-wire-loose";
  return (
    <>
      <path
        className={`mr-new-wire ${look}`}
        d={pathOf(isForwards ? { from: a, to: b } : { from: b, to: a })}
      />
      {(wrong ?? trial) && (
        <foreignObject
          x={toX + NOTE_OFFSET}
          y={toY + NOTE_OFFSET}
          width={1}
          height={1}
          style={{ overflow: "visible", pointerEvents: "none" }}
        >
          <div
            className={wrong ? "mr-new-wire-note mr-new-wire-note-impossible" : "mr-new-wire-note"}
            role="status"
          >
            {wrong !== null ? (
              <p>{wrong}</p>
            ) : (
              <>
                {trial && trial.is !== "bad" && <strong>{words.trial[trial.is]}</strong>}
                <SchemaCard schema={schema ?? undefined} />
              </>
            )}
            {trial?.is === "bad" && <p className="mr-schema-note">{words.wiredAnyway}</p>}
          </div>
        </foreignObject>
      )}
    </>
  );
}
