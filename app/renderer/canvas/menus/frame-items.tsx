// What the menu of a frame offers: its title and its colour.

import { Menu } from "@mantine/core";
import { perform } from "../../edits/edit.ts";
import { changeFrame, FRAME_COLORS } from "../../edits/frame.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useWorkspace } from "../../workspace.tsx";
import { useCanvasStore } from "../adapter/context.ts";
import { frameId } from "../adapter/elements.ts";

export function FrameItems({ id }: { readonly id: string }) {
  const workspace = useWorkspace();
  const canvas = useCanvasStore();
  const paint = (color: string) =>
    perform(workspace, changeFrame(workspace.document.getState().document, id, { color }));
  return (
    <>
      <Menu.Item onClick={() => canvas.setState({ editing: frameId(id) })}>{words.renameFrame}</Menu.Item>
      <div className="mr-frame-colors" role="group" aria-label={words.frameColor}>
        {FRAME_COLORS.map((color) => (
          <Menu.Item
            key={color}
            className={`mr-frame-color mr-frame-${color}`}
            aria-label={words.colors[color]}
            title={words.colors[color]}
            onClick={() => paint(color)}
          />
        ))}
      </div>
    </>
  );
}
