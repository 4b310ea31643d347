// A note or a frame of the canvas: its text, or its title and colour.

import { Button, TextInput } from "@mantine/core";
import { Trash2 } from "lucide-react";
import type { FrameArea, Note } from "../../../engine/document/types.ts";
import type { Edit } from "../edits/edit.ts";
import { perform } from "../edits/edit.ts";
import { changeFrame, changeNote, FRAME_COLORS } from "../edits/frame.ts";
import { remove } from "../edits/remove.ts";
import { words } from "../strings/inspector.ts";
import { useDocument, useWorkspace } from "../workspace.tsx";
import { GrowingText } from "../ui/growing-text.tsx";

export function ItemInspector({ id }: { readonly id: string }) {
  const workspace = useWorkspace();
  const note = useDocument(({ document }) => document.view.notes?.find((each) => each.id === id));
  const frame = useDocument(({ document }) => document.view.frames?.find((each) => each.id === id));
  const readOnly = useDocument((state) => state.readOnly);
  if (!note && !frame) return null;
  return (
    <>
      <header className="mr-head">
        <h2 className="mr-head-name">{note ? words.note : words.frame}</h2>
      </header>
      <div className="mr-form mr-item">
        {note && <NoteForm note={note} readOnly={readOnly} />}
        {frame && <FrameForm frame={frame} readOnly={readOnly} />}
        <Button
          className="mr-delete"
          variant="default"
          leftSection={<Trash2 size={14} aria-hidden />}
          disabled={readOnly}
          onClick={() =>
            perform(
              workspace,
              remove(workspace.document.getState().document, { nodes: [], edges: [], items: [id] }),
            )
          }
        >
          {words.deleteItem}
        </Button>
      </div>
    </>
  );
}

/** Typing into one field is one undo step. */
function useMerging(key: string) {
  const { document } = useWorkspace();
  const edit = (made: Edit | null) => void (made && document.edit(made.label, made.commands, key));
  return { now: () => document.getState().document, edit, done: () => document.endMerge() };
}

function NoteForm({ note, readOnly }: { readonly note: Note; readonly readOnly: boolean }) {
  const { now, edit, done } = useMerging(`note:${note.id}`);
  return (
    <GrowingText
      label={words.noteText}
      rows={6}
      mostRows={30}
      readOnly={readOnly}
      value={note.text}
      onChange={(event) => edit(changeNote(now(), note.id, { text: event.currentTarget.value }))}
      onBlur={done}
    />
  );
}

function FrameForm({ frame, readOnly }: { readonly frame: FrameArea; readonly readOnly: boolean }) {
  const { now, edit, done } = useMerging(`frame:${frame.id}`);
  return (
    <>
      <TextInput
        label={words.title}
        readOnly={readOnly}
        value={frame.title}
        onChange={(event) => edit(changeFrame(now(), frame.id, { title: event.currentTarget.value }))}
        onBlur={done}
      />
      <p className="mr-field-label" aria-hidden>
        {words.colour}
      </p>
      <div className="mr-swatches" role="radiogroup" aria-label={words.colour}>
        {FRAME_COLORS.map((color) => (
          <label key={color} title={words.colours[color]} data-color={color}>
            <input
              type="radio"
              name={`colour-${frame.id}`}
              aria-label={words.colours[color]}
              checked={frame.color === color}
              disabled={readOnly}
              onChange={() => {
                edit(changeFrame(now(), frame.id, { color }));
                done();
              }}
            />
          </label>
        ))}
      </div>
    </>
  );
}
