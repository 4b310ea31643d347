// A note on the canvas: Markdown, written in place.

import { NodeResizer, type NodeProps, type ResizeParams } from "@xyflow/react";
import { memo, useEffect, useRef, type KeyboardEvent } from "react";
import { perform } from "../../edits/edit.ts";
import { changeNote } from "../../edits/frame.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { foundMark } from "../../stores/found.ts";
import { useUi, useWorkspace } from "../../workspace.tsx";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import type { NoteNode } from "../adapter/elements.ts";
import { Markdown } from "./markdown.tsx";
import "./items.css";

export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteNode>) {
  const { note } = data;
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const editing = useCanvas((state) => state.editing === id);
  const resize = (_: unknown, { x, y, width, height }: ResizeParams) => {
    const area = { x, y, width: Math.round(width), height: Math.round(height) };
    perform(workspace, changeNote(workspace.document.getState().document, note.id, area));
    canvas.getState().settle();
  };
  const found = useUi((state) => foundMark(state, `item:${note.id}`));
  return (
    <div
      className={["mr-note", selected ? "mr-item-selected" : "", found ? `mr-card-found-${found}` : ""].join(
        " ",
      )}
      role="group"
      aria-label={words.note}
      onDoubleClick={(event) => {
        event.stopPropagation();
        canvas.setState({ editing: id });
      }}
    >
      <NodeResizer isVisible={selected && !editing} minWidth={120} minHeight={56} onResizeEnd={resize} />
      {editing ? (
        <NoteField id={note.id} text={note.text} />
      ) : note.text.trim() === "" ? (
        <p className="mr-note-hint">{words.noteHint}</p>
      ) : (
        <div className="mr-md nowheel">
          <Markdown source={note.text} />
        </div>
      )}
    </div>
  );
});

function NoteField({ id, text }: { readonly id: string; readonly text: string }) {
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const end = () => {
    const written = field.current?.value ?? text;
    canvas.setState({ editing: null });
    if (written !== text)
      perform(workspace, changeNote(workspace.document.getState().document, id, { text: written }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey)))
      workspace.canvas.current?.focus();
  };
  return (
    <textarea
      ref={field}
      className="mr-note-field nodrag nowheel nopan"
      aria-label={words.noteText}
      defaultValue={text}
      onBlur={end}
      onKeyDown={onKeyDown}
    />
  );
}
