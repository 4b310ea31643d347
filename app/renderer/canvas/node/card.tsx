// A node on the canvas.

import { useStore, type NodeProps, type ReactFlowState } from "@xyflow/react";
import { memo, useMemo } from "react";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { nodeTitle } from "../../ui/node-title.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { foundMark } from "../../stores/found.ts";
import { useUi } from "../../workspace.tsx";
import type { CardNode } from "../adapter/elements.ts";
import { HEADER_HEIGHT, leastHeight } from "../adapter/ports.ts";
import { Footer } from "./footer.tsx";
import { NextSteps } from "./next-steps.tsx";
import { columnsRead } from "./columns-read.ts";
import { Params } from "./params.tsx";
import { PortDots, PortPlaces } from "./ports.tsx";
import { Preview } from "./preview.tsx";
import { StateGlyph } from "./state-glyph.tsx";
import { Title } from "./title.tsx";
import { Trouble } from "./trouble.tsx";
import { useCard } from "./use-card.ts";
import "./card.css";

/** Below this nothing but a box with a title can be read. */
export const FAR_ZOOM = 0.45;
export const isFar = ({ transform }: ReactFlowState) => transform[2] < FAR_ZOOM;

export const Card = memo(function Card({ id, data, selected, height }: NodeProps<CardNode>) {
  const { node, kind, ports, collapsed } = data;
  const far = useStore(isFar);
  const isActive = useUi(({ selected: all }) => all.length > 1 && all.at(-1) === id);
  const found = useUi((state) => foundMark(state, id));
  const { state, reason, trouble, issue, broken } = useCard(node);
  const look = [
    "mr-card",
    kind ? `mr-card-${kind.category}` : "mr-card-unknown",
    `mr-card-${state}`,
    selected ? "mr-card-selected" : "",
    isActive ? "mr-card-active" : "",
    found ? `mr-card-found-${found}` : "",
  ].join(" ");
  const title = nodeTitle(node, kind);
  const read = useMemo(() => columnsRead(kind, node.params), [kind, node.params]);
  const label = `${title}, ${kind?.title ?? node.kind}, ${words.states[state]}`;
  if (far)
    return (
      <div
        id={cardId(id)}
        className={`${look} mr-card-far`}
        style={{ height }}
        role="group"
        aria-label={label}
        title={title}
      >
        <span>{title}</span>
        <PortPlaces id={id} ports={ports} />
      </div>
    );
  return (
    <div
      id={cardId(id)}
      className={look}
      style={{ minHeight: collapsed ? HEADER_HEIGHT : leastHeight(ports) }}
      role="group"
      aria-disabled={node.disabled ? true : undefined}
      aria-label={label}
    >
      <header className="mr-card-head">
        <span className="mr-card-icon" title={kind?.title}>
          <KindIcon kind={kind ?? null} size={14} />
        </span>
        <Title id={id} own={node.title} title={title} />
        <StateGlyph state={state} reason={reason} />
      </header>
      {!collapsed && (
        <>
          {kind ? (
            <Params kind={kind} params={node.params} />
          ) : (
            <p className="mr-card-note">
              <strong>{words.unknownKind(node.kind)}</strong> {words.unknownHelp}
            </p>
          )}
          {trouble !== null && <Trouble text={trouble} issue={issue} />}
          <Preview id={id} title={title} read={read} />
          <Footer id={id} />
        </>
      )}
      <PortDots id={id} ports={ports} broken={broken} />
      {selected && <NextSteps id={id} title={title} />}
    </div>
  );
});

/** For `aria-activedescendant` of the canvas. */
export function cardId(node: string): string {
  return `mr-node-${node}`;
}
