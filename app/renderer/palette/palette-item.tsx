// A kind in the palette.

import { Tooltip } from "@mantine/core";
import type { DragEvent, MouseEvent } from "react";
import type { KindDescription } from "../../bridge/shapes.ts";
import { paletteText as text } from "../strings/palette.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { useWorkspace } from "../workspace.tsx";
import { addKind } from "./add-kind.ts";

/** What a dragged kind is called while it is in the air; the canvas takes it. */
export const KIND_DRAG = "application/x-millrace-kind";

export function PaletteItem({ kind }: { readonly kind: KindDescription }) {
  const workspace = useWorkspace();
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(KIND_DRAG, kind.kind);
    event.dataTransfer.effectAllowed = "copy";
  };
  // The pointer adds on the second click, a key at once.
  const onClick = (event: MouseEvent) => {
    if (event.detail === 0) addKind(workspace, kind);
  };
  return (
    <li>
      <Tooltip label={kind.summary} position="right" multiline maw={260}>
        <button
          className="mr-palette-item"
          draggable
          aria-label={text.add(kind.title)}
          aria-description={kind.summary}
          onDragStart={onDragStart}
          onClick={onClick}
          onDoubleClick={() => addKind(workspace, kind)}
        >
          <KindIcon kind={kind} />
          <span className="mr-palette-title">{kind.title}</span>
        </button>
      </Tooltip>
    </li>
  );
}
