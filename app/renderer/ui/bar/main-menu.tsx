// The menu of everything, made from the list of actions.

import { ActionIcon, Menu } from "@mantine/core";
import { Menu as MenuIcon } from "lucide-react";
import type { Action, ActionGroup } from "../../actions/action.ts";
import { ACTIONS } from "../../actions/index.ts";
import type { Shell } from "../../shell.ts";
import { groupText } from "../../strings/actions.ts";
import { topBarText as text } from "../../strings/top-bar.ts";
import { ActionItem } from "./action-item.tsx";
import { RecentMenu } from "./recent-menu.tsx";

const GROUPS = Object.keys(groupText) as readonly ActionGroup[];

const BY_GROUP: ReadonlyMap<ActionGroup, readonly Action[]> = new Map(
  GROUPS.map((group) => [group, ACTIONS.filter((action) => action.group === group)]),
);

export function MainMenu({ shell }: { readonly shell: Shell }) {
  return (
    <Menu position="bottom-start" shadow="md" width={180} withinPortal={false}>
      <Menu.Target>
        <ActionIcon aria-label={text.menu} title={text.menu}>
          <MenuIcon size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {GROUPS.map((group) => (
          <Menu.Sub key={group} transitionProps={{ duration: 0 }} offset={4}>
            <Menu.Sub.Target>
              <Menu.Sub.Item>{groupText[group]}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown miw={300}>
              {BY_GROUP.get(group)?.map((action) => (
                <ActionItem key={action.id} action={action} shell={shell} />
              ))}
              {group === "File" && <RecentMenu shell={shell} />}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
