// Everything by its name: actions, nodes to go to, files opened before.

import { FileClock } from "lucide-react";
import { useCallback } from "react";
import { ACTIONS } from "../../actions/index.ts";
import { runAction } from "../../actions/run-action.ts";
import type { Shell } from "../../shell.ts";
import { groupText } from "../../strings/actions.ts";
import { pickerText as text } from "../../strings/picker.ts";
import { useWorkspace } from "../../workspace.tsx";
import { ActionKey } from "../key.tsx";
import { nodeTitle } from "../node-title.ts";
import { KindIcon } from "../kind-icon.tsx";
import { fuzzy } from "../picker/fuzzy.ts";
import { Picker, type PickerItem } from "../picker/picker.tsx";
import { useRecent } from "../use-recent.ts";
import { useClose } from "./close.ts";
import { goTo } from "./go-to.ts";

const SELF = "help.commands";

export function CommandPalette({ shell }: { readonly shell: Shell }) {
  const workspace = useWorkspace();
  const close = useClose();
  const recent = useRecent(shell);
  const search = useCallback(
    (query: string): readonly PickerItem[] => {
      const actions = ACTIONS.filter(
        (action) => action.id !== SELF && action.enabled?.(workspace) !== false,
      ).map((action): PickerItem => ({
        id: action.id,
        title: action.label?.(workspace) ?? action.title,
        group: groupText[action.group],
        right: <ActionKey action={action} />,
        pick: () => {
          workspace.canvas.current?.focus();
          runAction(action, shell);
        },
      }));
      const nodes = workspace.document.getState().document.nodes.map((node): PickerItem => ({
        id: `node:${node.id}`,
        title: nodeTitle(node, workspace.kinds.get(node.kind)),
        detail: workspace.kinds.get(node.kind)?.title ?? node.kind,
        group: text.nodes,
        icon: <KindIcon kind={workspace.kinds.get(node.kind) ?? null} />,
        pick: () => goTo(workspace, node.id),
      }));
      const files = (recent ?? []).map(({ path, name, exists }): PickerItem => ({
        id: `file:${path}`,
        title: name,
        detail: exists ? path : text.gone,
        group: text.recent,
        icon: <FileClock size={16} aria-hidden />,
        pick: () => void shell.openPath(path),
      }));
      const all = [...actions, ...nodes, ...files];
      if (query.trim() === "") return all;
      return all
        .flatMap((item) => {
          const match = fuzzy(query, `${item.title} ${item.group ?? ""}`);
          return match ? [{ item, score: (fuzzy(query, item.title)?.score ?? 0) + match.score }] : [];
        })
        .sort((a, b) => b.score - a.score)
        .map(({ item }) => ({ ...item, group: undefined, detail: item.detail ?? item.group }));
    },
    [workspace, shell, recent],
  );
  return (
    <Picker
      label={text.commands}
      placeholder={text.commandsPlaceholder}
      search={search}
      none={text.commandsNone}
      onClose={close}
    />
  );
}
