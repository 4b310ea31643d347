// What an empty canvas says: one thing to know, one thing to do.

import { Button } from "@mantine/core";
import { actionById } from "../actions/index.ts";
import { ActionKey } from "../ui/key.tsx";
import { canvasWords as words } from "../strings/canvas.ts";
import { useDocument, useWorkspace } from "../workspace.tsx";

export function Empty() {
  const { ui, canvas } = useWorkspace();
  const isEmpty = useDocument(
    ({ document: { nodes, view } }) => nodes.length === 0 && !view.notes?.length && !view.frames?.length,
  );
  if (!isEmpty) return null;
  const add = () =>
    ui.setState({
      overlay: "add-node",
      adding: { at: canvas.current?.pointer() ?? { x: 0, y: 0 } },
    });
  return (
    <div className="mr-canvas-empty">
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyText}</p>
      <Button onClick={add} rightSection={<ActionKey action={actionById("node.add")!} />}>
        {words.emptyAction}
      </Button>
    </div>
  );
}
