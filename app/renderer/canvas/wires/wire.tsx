// A wire on the canvas.

import { BaseEdge, useStore, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useIsCurrentRun } from "../../run-issue.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { count } from "../../ui/format.ts";
import { useRun } from "../../workspace.tsx";
import { useCanvas } from "../adapter/context.ts";
import { isFar } from "../node/card.tsx";
import type { WireEdge } from "../adapter/elements.ts";
import { middleOf, pathOf } from "../adapter/geometry.ts";
import { rowsPassed } from "./rows-passed.ts";
import { useWireIssue } from "./use-wire-issue.ts";
import "./wire.css";

/** Width around the line in which the pointer is over it. */
const TOUCH = 20;

export const Wire = memo(function Wire(props: EdgeProps<WireEdge>) {
  const { id, source, sourceX, sourceY, targetX, targetY, selected, data } = props;
  const far = useStore(isFar);
  const issue = useWireIssue(id);
  const isTarget = useCanvas((state) => state.target === id);
  const isHovered = useCanvas((state) => state.hovered === id);
  const isRunning = useRun((state) => state.running !== null && state.nodes[source]?.state === "running");
  const curve = { from: { x: sourceX, y: sourceY }, to: { x: targetX, y: targetY }, via: data?.via };
  const look = ["mr-wire", `mr-flow-${data?.color ?? "any"}`];
  if (issue) look.push("mr-wire-impossible");
  if (data?.idle) look.push("mr-wire-idle");
  if (isRunning) look.push("mr-wire-running");
  if (selected) look.push("mr-wire-selected");
  if (isHovered) look.push("mr-wire-hovered");
  if (isTarget) look.push("mr-wire-target");
  return (
    <g className={look.join(" ")}>
      <BaseEdge id={id} path={pathOf(curve)} interactionWidth={far ? 0 : TOUCH} />
      {!far && data && <Rows edge={data.edge} by={data.by} source={source} at={middleOf(curve)} />}
    </g>
  );
});

interface RowsProps {
  readonly edge: NonNullable<WireEdge["data"]>["edge"];
  readonly by: NonNullable<WireEdge["data"]>["by"];
  readonly source: string;
  readonly at: { readonly x: number; readonly y: number };
}

function Rows({ edge, by, source, at }: RowsProps) {
  const rows = useRun((state) => rowsPassed(state.nodes, by, edge));
  const isOld = !useIsCurrentRun(source);
  if (rows === null) return null;
  return (
    <text
      className={isOld ? "mr-wire-rows mr-wire-rows-old mr-numbers" : "mr-wire-rows mr-numbers"}
      x={at.x}
      y={at.y - 6}
    >
      {isOld ? words.oldRows(rows) : count(rows)}
    </text>
  );
}
