// An action as an item of a menu, with its key and whether it can be done now.

import { Menu } from "@mantine/core";
import type { Action } from "../../actions/action.ts";
import { runAction } from "../../actions/run-action.ts";
import type { Shell } from "../../shell.ts";
import { useWorkspace } from "../../workspace.tsx";
import { ActionKey } from "../key.tsx";

interface Props {
  readonly action: Action;
  readonly shell: Shell;
}

/** Menus are drawn when they open: what is asked of the stores here is as of then. */
export function ActionItem({ action, shell }: Props) {
  const workspace = useWorkspace();
  const checked = action.checked?.(workspace);
  const words = action.label?.(workspace) ?? action.title;
  const item = {
    disabled: action.enabled?.(workspace) === false,
    rightSection: <ActionKey action={action} />,
  };
  const run = () => runAction(action, shell);
  return (
    <>
      {action.divided && <Menu.Divider />}
      {checked === undefined ? (
        <Menu.Item {...item} onClick={run}>
          {words}
        </Menu.Item>
      ) : (
        <Menu.CheckboxItem {...item} checked={checked} closeMenuOnClick onChange={run}>
          {words}
        </Menu.CheckboxItem>
      )}
    </>
  );
}
