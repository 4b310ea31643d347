// A frame behind nodes: a title and a colour. It is held by its title, and its inside lets the pointer through.

import { NodeResizer, type NodeProps, type ResizeParams } from "@xyflow/react";
import { memo, useEffect, useRef, type KeyboardEvent } from "react";
import { perform } from "../../edits/edit.ts";
import { changeFrame } from "../../edits/frame.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useWorkspace } from "../../workspace.tsx";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import type { FrameNode } from "../adapter/elements.ts";
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
  return (
    <div
      className={`mr-frame mr-frame-${frame.color} ${selected ? "mr-item-selected" : ""}`}
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
          <FrameField id={frame.id} title={frame.title} />
        ) : (
          <span title={frame.title}>{frame.title}</span>
        )}
      </div>
    </div>
  );
});

function FrameField({ id, title }: { readonly id: string; readonly title: string }) {
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const end = (keep: boolean) => {
    if (canvas.getState().editing === null) return;
    const written = field.current?.value.trim() ?? "";
    canvas.setState({ editing: null });
    if (keep && written !== "" && written !== title)
      perform(workspace, changeFrame(workspace.document.getState().document, id, { title: written }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    end(event.key === "Enter");
    workspace.canvas.current?.focus();
  };
  return (
    <input
      ref={field}
      className="nodrag"
      aria-label={words.frameTitle}
      defaultValue={title}
      maxLength={120}
      onBlur={() => end(true)}
      onKeyDown={onKeyDown}
    />
  );
}
