// Files opened before, as a menu of their own in the menu of files.

import { Menu } from "@mantine/core";
import type { Shell } from "../../shell.ts";
import { startText } from "../../strings/gallery.ts";
import { topBarText as text } from "../../strings/top-bar.ts";
import { useDocument } from "../../workspace.tsx";
import { useRecent } from "../use-recent.ts";

const MOST = 9;

export function RecentMenu({ shell }: { readonly shell: Shell }) {
  const open = useDocument((state) => state.path);
  const recent = useRecent(shell);
  const others = recent?.filter(({ path, exists }) => exists && path !== open).slice(0, MOST);
  return (
    <Menu.Sub transitionProps={{ duration: 0 }} offset={4}>
      <Menu.Sub.Target>
        <Menu.Sub.Item>{text.recent}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown miw={220} maw={420}>
        {others?.length === 0 && <Menu.Item disabled>{text.noRecent}</Menu.Item>}
        {!others && <Menu.Item disabled>{startText.loading}</Menu.Item>}
        {others?.map(({ path, name }) => (
          <Menu.Item key={path} title={path} onClick={() => void shell.openPath(path)}>
            <span className="mr-recent-item">{name}</span>
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
