// The menu of whatever is under the pointer: named actions with their keys, and what only the place itself can do.

import { Menu } from "@mantine/core";
import { Fragment } from "react";
import { actionById } from "../../actions/index.ts";
import { hasSeveralNodes } from "../../actions/can.ts";
import { runAction } from "../../actions/run-action.ts";
import type { Shell } from "../../shell.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { ActionKey } from "../../ui/key.tsx";
import { useWorkspace } from "../../workspace.tsx";
import type { Menu as MenuPlace } from "../adapter/canvas-store.ts";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import { FrameItems } from "./frame-items.tsx";
import { CanvasItems, NoteItems, WireItems } from "./place-items.tsx";

/** Ids of actions, in groups. */
const GROUPS: Readonly<Record<MenuPlace["on"], readonly (readonly string[])[]>> = {
  node: [
    ["run.to", "run.node"],
    [
      "node.open",
      "edit.rename",
      "node.disable",
      "node.bypass",
      "node.collapse",
      "node.pin",
      "node.pinSample",
    ],
    ["edit.cut", "edit.copy", "edit.duplicate", "canvas.frame"],
    ["edit.delete", "edit.deleteHeal"],
    ["help.node"],
  ],
  canvas: [
    ["edit.paste", "edit.selectAll"],
    ["view.fit", "view.zoom100", "canvas.tidy"],
    ["canvas.picturePng", "canvas.pictureSvg"],
  ],
  wire: [],
  note: [["edit.cut", "edit.copy", "edit.duplicate"], ["edit.delete"]],
  frame: [["edit.cut", "edit.copy", "edit.duplicate"], ["edit.delete"]],
};

const ALIGNING = [
  "align.left",
  "align.center",
  "align.right",
  "align.top",
  "align.middle",
  "align.bottom",
  "align.row",
  "align.column",
  "canvas.tidy",
] as const;

/** What an action is called at the place that it is about. */
const HERE: Readonly<Record<string, string>> = { "run.to": words.runToHere };

export function CanvasMenu({ shell }: { readonly shell: Shell }) {
  const menu = useCanvas((state) => state.menu);
  const canvas = useCanvasStore();
  const workspace = useWorkspace();
  const close = () => {
    canvas.setState({ menu: null });
    workspace.canvas.current?.focus();
  };
  if (!menu) return null;
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      offset={2}
      shadow="md"
      width={320}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      trapFocus
    >
      <Menu.Target>
        <span className="mr-menu-place" style={{ left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={words.menuOf} onContextMenu={(event) => event.preventDefault()}>
        {menu.on === "wire" && menu.id !== null && <WireItems menu={menu} id={menu.id} />}
        {menu.on === "canvas" && <CanvasItems menu={menu} />}
        {menu.on === "note" && menu.id !== null && <NoteItems id={menu.id} />}
        {menu.on === "frame" && menu.id !== null && <FrameItems id={menu.id} />}
        {GROUPS[menu.on].map((ids, index) => (
          <Fragment key={index}>
            {(index > 0 || menu.on !== "node") && <Menu.Divider />}
            {ids.map((id) => (
              <ActionItem key={id} id={id} shell={shell} />
            ))}
            {ids.includes("canvas.frame") && <AlignItems shell={shell} />}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** For several nodes: how they stand to each other. */
function AlignItems({ shell }: { readonly shell: Shell }) {
  if (!hasSeveralNodes(useWorkspace())) return null;
  return (
    <Menu.Sub transitionProps={{ duration: 0 }} offset={4}>
      <Menu.Sub.Target>
        <Menu.Sub.Item>{words.align}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown miw={240}>
        {ALIGNING.map((id) => (
          <ActionItem key={id} id={id} shell={shell} />
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function ActionItem({ id, shell }: { readonly id: string; readonly shell: Shell }) {
  const workspace = useWorkspace();
  const action = actionById(id);
  if (!action) return null;
  return (
    <Menu.Item
      disabled={action.enabled ? !action.enabled(workspace) : false}
      rightSection={<ActionKey action={action} />}
      onClick={() => runAction(action, shell)}
    >
      {HERE[id] ?? action.label?.(workspace) ?? action.title}
    </Menu.Item>
  );
}
