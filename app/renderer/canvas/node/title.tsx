// The title of a card, and the field it turns into.

import { rename } from "../../edits/rename.ts";
import { perform } from "../../edits/edit.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useUi, useWorkspace } from "../../workspace.tsx";
import { TitleField } from "../title-field.tsx";

interface Props {
  readonly id: string;
  /** As the workflow has it, and as it is shown. */
  readonly own: string;
  readonly title: string;
}

export function Title({ id, own, title }: Props) {
  const workspace = useWorkspace();
  const { ui } = workspace;
  const renaming = useUi((state) => state.renaming === id);
  if (renaming)
    return (
      <TitleField
        label={words.rename}
        title={own}
        onEnd={(written) => {
          ui.setState({ renaming: null });
          if (written !== null) perform(workspace, rename(id, written));
        }}
      />
    );
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
