// An action as an item of a menu, with its key and whether it can be done now.

import { Menu } from "@mantine/core";
import { Check } from "lucide-react";
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
  return (
    <>
      {action.divided && <Menu.Divider />}
      <Menu.Item
        role={checked === undefined ? undefined : "menuitemcheckbox"}
        aria-checked={checked}
        disabled={action.enabled?.(workspace) === false}
        leftSection={checked === undefined ? undefined : <Tick shown={checked} />}
        rightSection={<ActionKey action={action} />}
        onClick={() => runAction(action, shell)}
      >
        {action.label?.(workspace) ?? action.title}
      </Menu.Item>
    </>
  );
}

function Tick({ shown }: { readonly shown: boolean }) {
  return <Check size={14} aria-hidden visibility={shown ? "visible" : "hidden"} />;
}
