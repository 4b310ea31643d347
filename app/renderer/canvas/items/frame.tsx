// A frame behind nodes: a title and a colour. It is held by its title, and its inside lets the pointer through.

import { NodeResizer, type NodeProps, type ResizeParams } from "@xyflow/react";
import { memo } from "react";
import { perform } from "../../edits/edit.ts";
import { changeFrame } from "../../edits/frame.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { foundMark } from "../../stores/found.ts";
import { useUi, useWorkspace } from "../../workspace.tsx";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import type { FrameNode } from "../adapter/elements.ts";
import { TitleField } from "../title-field.tsx";
import "./items.css";

export const FrameCard = memo(function FrameCard({ id, data, selected }: NodeProps<FrameNode>) {
  const { frame } = data;
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const editing = useCanvas((state) => state.editing === id);
  const resize = (_: unknown, { x, y, width, height }: ResizeParams) => {
    const area = { x, y, width: Math.round(width), height: Math.round(height) };
    perform(workspace, changeFrame(workspace.document.getState().document, frame.id, area));
    canvas.getState().settle();
  };
  const rename = (title: string | null) => {
    canvas.setState({ editing: null });
    if (title !== null)
      perform(workspace, changeFrame(workspace.document.getState().document, frame.id, { title }));
  };
  const found = useUi((state) => foundMark(state, `item:${frame.id}`));
  return (
    <div
      className={`mr-frame mr-frame-${frame.color} ${selected ? "mr-item-selected" : ""} ${found ? `mr-card-found-${found}` : ""}`}
      role="group"
      aria-label={words.frame(frame.title)}
    >
      <NodeResizer isVisible={selected} minWidth={160} minHeight={96} onResizeEnd={resize} />
      <div
        className="mr-frame-head"
        onDoubleClick={(event) => {
          event.stopPropagation();
          canvas.setState({ editing: id });
        }}
      >
        {editing ? (
          <TitleField label={words.frameTitle} title={frame.title} onEnd={rename} />
        ) : (
          <span title={frame.title}>{frame.title}</span>
        )}
      </div>
    </div>
  );
});
