// Finds nodes by title, kind and what stands in their params; notes and frames by their words.

import { Frame, StickyNote } from "lucide-react";
import { useCallback } from "react";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import { pickerText as text } from "../../strings/picker.ts";
import { useWorkspace } from "../../workspace.tsx";
import { nodeTitle } from "../node-title.ts";
import { KindIcon } from "../kind-icon.tsx";
import { fuzzy, ranked, type Searched } from "../picker/fuzzy.ts";
import { Picker, type PickerItem } from "../picker/picker.tsx";
import { useClose } from "./close.ts";
import { goTo, goToItem } from "./go-to.ts";
import { paramTexts } from "./param-texts.ts";

export function FindNodes() {
  const workspace = useWorkspace();
  const { ui } = workspace;
  const close = useClose();
  // Nothing typed has found nothing: all of them would be marked.
  const mark = useCallback(
    (found: readonly PickerItem[], current: PickerItem | undefined, query: string) => {
      if (query.trim() === "") return ui.setState({ found: null });
      const nodes = new Set(found.map(({ id }) => id));
      ui.setState({ found: { nodes, current: current?.id ?? null } });
    },
    [ui],
  );
  const { nodes, view } = workspace.document.getState().document;
  const search = useCallback(
    (query: string): readonly PickerItem[] => {
      const titleOf = (node: NodeDocument) => workspace.kinds.get(node.kind)?.title ?? node.kind;
      const found = ranked(query, nodes, (node) => [
        [node.title, 3],
        [titleOf(node), 2],
        [node.id, 2],
        ...paramTexts(node).map((param): Searched => [param, 1, "words"]),
      ]);
      const items = [
        ...(view.frames ?? []).map(({ id, title }) => ({ id, title, of: text.frame, icon: Frame })),
        ...(view.notes ?? []).map(({ id, text: said }) => ({
          id,
          title: firstLine(said),
          of: text.note,
          icon: StickyNote,
        })),
      ];
      const foundItems = ranked(query, items, ({ title, of }) => [
        [title, 3],
        [of, 1],
      ]);
      const others = foundItems.map(({ id, title, of, icon: Icon }): PickerItem => ({
        id: `item:${id}`,
        title: title || of,
        detail: of,
        icon: <Icon size={16} strokeWidth={1.75} aria-hidden />,
        pick: () => goToItem(workspace, id),
      }));
      const own = found.map((node): PickerItem => {
        // Why it is in the list, where the title does not say so.
        const because = query === "" || fuzzy(query, node.title) ? undefined : whyFound(node, query);
        return {
          id: node.id,
          title: nodeTitle(node, workspace.kinds.get(node.kind)),
          detail: because ?? titleOf(node),
          icon: <KindIcon kind={workspace.kinds.get(node.kind) ?? null} />,
          pick() {
            goTo(workspace, node.id);
            // The others stay marked: one may be the one that was meant.
            const nodes = new Set(found.map(({ id }) => id));
            const isOne = nodes.size === 1 || query.trim() === "";
            ui.setState({ found: isOne ? null : { nodes, current: node.id } });
          },
        };
      });
      return [...own, ...others];
    },
    [workspace, ui, nodes, view],
  );
  return (
    <Picker
      label={text.find}
      placeholder={text.findPlaceholder}
      search={search}
      none={nodes.length === 0 ? text.findEmpty : text.findNone}
      onClose={() => {
        ui.setState({ found: null });
        close();
      }}
      onShown={mark}
      isClear
    />
  );
}

function whyFound(node: NodeDocument, query: string): string | undefined {
  return paramTexts(node).find((param) => fuzzy(query, param));
}

function firstLine(note: string): string {
  return (note.split("\n").find((line) => line.trim() !== "") ?? "").replace(/^[#>\-*\s]+/, "");
}
