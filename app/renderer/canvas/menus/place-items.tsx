// What the menus of the canvas, of a wire and of a note offer besides named actions.

import { Menu } from "@mantine/core";
import { useReactFlow } from "@xyflow/react";
import { parsePort } from "../../../../engine/document/types.ts";
import { straighten } from "../../edits/bend.ts";
import { cut } from "../../edits/connect.ts";
import { perform } from "../../edits/edit.ts";
import { addNote, frameAround } from "../../edits/frame.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useWorkspace } from "../../workspace.tsx";
import type { Menu as MenuPlace } from "../adapter/canvas-store.ts";
import { useCanvasStore } from "../adapter/context.ts";
import { curveOf } from "../adapter/curves.ts";
import { bendAt } from "../gestures/bending.ts";
import { noteId } from "../adapter/elements.ts";
import { middleOf } from "../adapter/geometry.ts";

export function CanvasItems({ menu }: { readonly menu: MenuPlace }) {
  const workspace = useWorkspace();
  const flow = useReactFlow();
  const at = () => flow.screenToFlowPosition({ x: menu.x, y: menu.y });
  const { ui } = workspace;
  const shown = () => workspace.document.getState().document;
  return (
    <>
      <Menu.Item onClick={() => ui.setState({ overlay: "add-node", adding: { at: at() } })}>
        {words.addHere}
      </Menu.Item>
      <Menu.Item onClick={() => perform(workspace, addNote(shown(), at()))}>{words.addNote}</Menu.Item>
      <Menu.Item
        onClick={() => perform(workspace, frameAround(shown(), ui.getState().selected, { at: at() }))}
      >
        {words.addFrame}
      </Menu.Item>
    </>
  );
}

export function WireItems({ menu, id }: { readonly menu: MenuPlace; readonly id: string }) {
  const flow = useReactFlow();
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const { edges, nodes } = canvas.getState();
  const edge = edges.find((wire) => wire.id === id);
  const wire = edge?.data?.edge;
  const curve = edge && curveOf(nodes, edge);
  if (!wire) return null;
  const from = parsePort(wire.from);
  const show = () =>
    workspace.ui.setState({
      selected: [from.node],
      selectedEdges: [],
      port: from.port,
      dockTab: "preview",
      panels: { ...workspace.ui.getState().panels, dock: true },
    });
  const insert = () => {
    if (!curve) return;
    workspace.ui.setState({ overlay: "add-node", adding: { at: middleOf(curve), into: wire } });
  };
  const { document } = workspace.document.getState();
  return (
    <>
      <Menu.Item onClick={show}>{words.showData}</Menu.Item>
      <Menu.Item onClick={insert}>{words.insertNode}</Menu.Item>
      <Menu.Item
        onClick={() => bendAt(workspace, canvas, id, flow.screenToFlowPosition({ x: menu.x, y: menu.y }))}
      >
        {words.bendHere}
      </Menu.Item>
      {edge.data?.via && (
        <Menu.Item onClick={() => perform(workspace, straighten(document, [wire]))}>
          {words.straighten}
        </Menu.Item>
      )}
      <Menu.Item onClick={() => perform(workspace, cut(document, [wire]))}>{words.deleteWire}</Menu.Item>
    </>
  );
}

export function NoteItems({ id }: { readonly id: string }) {
  const canvas = useCanvasStore();
  return <Menu.Item onClick={() => canvas.setState({ editing: noteId(id) })}>{words.edit}</Menu.Item>;
}
