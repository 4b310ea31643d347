// The eight ways to line several nodes up, as one row of buttons.

import { ActionIcon, Tooltip } from "@mantine/core";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  type LucideIcon,
} from "lucide-react";
import { actionById } from "../actions/index.ts";
import { runAction } from "../actions/run-action.ts";
import { words } from "../strings/inspector.ts";
import { useUi, useWorkspace } from "../workspace.tsx";
import { useShell } from "./context.ts";

/** By the id of the action; in groups, as they are used. */
const WAYS: readonly (readonly (readonly [string, LucideIcon])[])[] = [
  [
    ["align.left", AlignStartVertical],
    ["align.center", AlignCenterVertical],
    ["align.right", AlignEndVertical],
  ],
  [
    ["align.top", AlignStartHorizontal],
    ["align.middle", AlignCenterHorizontal],
    ["align.bottom", AlignEndHorizontal],
  ],
  [
    ["align.row", AlignHorizontalDistributeCenter],
    ["align.column", AlignVerticalDistributeCenter],
  ],
];

export function AlignBar({ readOnly }: { readonly readOnly: boolean }) {
  const workspace = useWorkspace();
  const shell = useShell();
  // Whether it can be done depends on how much is selected.
  useUi((state) => state.selected);
  return (
    <div className="mr-align" role="group" aria-label={words.align}>
      {WAYS.map((group) => (
        <div key={group[0][0]}>
          {group.map(([id, Icon]) => {
            const action = actionById(id)!;
            return (
              <Tooltip key={id} label={action.title}>
                <ActionIcon
                  aria-label={action.title}
                  disabled={readOnly || action.enabled?.(workspace) === false}
                  onClick={() => runAction(action, shell)}
                >
                  <Icon size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            );
          })}
        </div>
      ))}
    </div>
  );
}
