// What can be done with the wire under the pointer, what flows on it, and what is wrong with it.

import { useStore, ViewportPortal } from "@xyflow/react";
import { Plus, Wrench, X } from "lucide-react";
import { useEffect, useState } from "react";
import { parsePort, type Position } from "../../../../engine/document/types.ts";
import { cut } from "../../edits/connect.ts";
import { perform } from "../../edits/edit.ts";
import { fixEdit } from "../../edits/fix.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { usePlan, useWorkspace } from "../../workspace.tsx";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import { middleOf } from "../adapter/geometry.ts";
import { curveOf } from "../adapter/curves.ts";
import { portPlaces } from "../adapter/ends.ts";
import { cardPlace } from "./card-place.ts";
import { SchemaCard } from "./schema-card.tsx";
import { useWireIssue } from "./use-wire-issue.ts";

/** Long enough to cross a wire without a card that pops up. */
const REST_MS = 350;

export function WireTools() {
  const hovered = useCanvas((state) => (state.wiring || state.target ? null : state.hovered));
  return hovered === null ? null : <Tools key={hovered} id={hovered} />;
}

function Tools({ id }: { readonly id: string }) {
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const [left, top, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const edge = useCanvas((state) => state.edges.find((wire) => wire.id === id));
  const nodes = useCanvas((state) => state.nodes);
  const issue = useWireIssue(id);
  const rested = useRested(issue ? 0 : REST_MS);
  const from = parsePort(edge?.data?.edge.from ?? "");
  const schema = usePlan((state) => state.nodes[from.node]?.outputs[from.port]);
  const curve = edge && curveOf(nodes, edge);
  if (!edge?.data || !curve) return null;
  const wire = edge.data.edge;
  const middle = middleOf(curve);
  const onScreen = ({ x, y }: Position) => ({ x: x * zoom + left, y: y * zoom + top });
  const place = cardPlace(onScreen(middle), { width, height }, portPlaces(nodes).map(onScreen));
  const keep = () => canvas.getState().hover(id);
  const leave = () => canvas.getState().hover(null);
  const remove = () => {
    perform(workspace, cut(workspace.document.getState().document, [wire]));
    // Its end tells no mouse that it has left: an undo would bring the tools back as well.
    canvas.setState({ hovered: null });
  };
  const insert = () => workspace.ui.setState({ overlay: "add-node", adding: { at: middle, into: wire } });
  return (
    <ViewportPortal>
      <div
        className="mr-wire-tools nopan nodrag"
        style={{ transform: `translate(${middle.x}px, ${middle.y}px) scale(${1 / zoom})` }}
        onMouseEnter={keep}
        onMouseLeave={leave}
      >
        <div className="mr-wire-buttons">
          <button aria-label={words.insertHere} title={words.insertHere} onClick={insert}>
            <Plus size={14} aria-hidden />
          </button>
          <button aria-label={words.cutWire} title={words.cutWire} onClick={remove}>
            <X size={14} aria-hidden />
          </button>
        </div>
        {rested && (
          <div
            className={issue ? "mr-wire-card nowheel mr-wire-card-impossible" : "mr-wire-card nowheel"}
            style={place}
          >
            {issue && (
              <div className="mr-wire-issue">
                <p>{issue.message}</p>
                {issue.fix ? (
                  <button className="mr-fix" onClick={() => perform(workspace, fixEdit(issue.fix!))}>
                    <Wrench size={12} aria-hidden />
                    <span>{issue.fix.label}</span>
                  </button>
                ) : (
                  issue.hint && <p className="mr-schema-note">{issue.hint}</p>
                )}
              </div>
            )}
            <SchemaCard schema={schema} />
          </div>
        )}
      </div>
    </ViewportPortal>
  );
}

function useRested(ms: number): boolean {
  const [rested, setRested] = useState(ms === 0);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return rested;
}
