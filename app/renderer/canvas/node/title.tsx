// The title of a card, and the field it turns into.

import { useEffect, useRef, type KeyboardEvent } from "react";
import { rename } from "../../edits/rename.ts";
import { perform } from "../../edits/edit.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useUi, useWorkspace } from "../../workspace.tsx";

interface Props {
  readonly id: string;
  readonly title: string;
}

export function Title({ id, title }: Props) {
  const { ui } = useWorkspace();
  const renaming = useUi((state) => state.renaming === id);
  if (renaming) return <TitleField id={id} title={title} />;
  return (
    <span
      className="mr-card-title"
      title={title}
      onDoubleClick={(event) => {
        event.stopPropagation();
        ui.setState({ renaming: id });
      }}
    >
      {title}
    </span>
  );
}

function TitleField({ id, title }: Props) {
  const workspace = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (keep: boolean) => {
    // Leaving the field comes after Escape and Enter, and means nothing then.
    if (workspace.ui.getState().renaming !== id) return;
    const text = field.current?.value.trim() ?? "";
    workspace.ui.setState({ renaming: null });
    if (keep && text !== "" && text !== title) perform(workspace, rename(id, text));
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
      className="mr-card-title-field nodrag"
      aria-label={words.rename}
      defaultValue={title}
      maxLength={120}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  );
}
