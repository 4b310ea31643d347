// Search-to-add: kinds by what was typed; those that fit a wire when one is held. The node and its wire are one step.

import { useCallback, useState } from "react";
import type { KindDescription } from "../../../bridge/shapes.ts";
import { addKind } from "../../palette/add-kind.ts";
import { compatibleKinds, kindsInto } from "../../palette/compatible.ts";
import { groupKinds, textsOf } from "../../palette/groups.ts";
import { categoryText } from "../../strings/kinds.ts";
import { pickerText as text } from "../../strings/picker.ts";
import { useWorkspace } from "../../workspace.tsx";
import { KindIcon } from "../kind-icon.tsx";
import { ranked } from "../picker/fuzzy.ts";
import { Picker, type PickerItem } from "../picker/picker.tsx";
import { useClose } from "./close.ts";

export function AddNode() {
  const workspace = useWorkspace();
  const close = useClose();
  // What was asked for when it opened: closing forgets it before the node is added.
  const [adding] = useState(() => workspace.ui.getState().adding);
  const from = adding?.from;
  const into = adding?.into;
  const search = useCallback(
    (query: string): readonly PickerItem[] => {
      const { document } = workspace.document.getState();
      const kinds = into
        ? kindsInto(document, workspace.kinds, into)
        : compatibleKinds(document, workspace.kinds, from);
      const item = (kind: KindDescription, group?: string): PickerItem => ({
        id: kind.kind,
        title: kind.title,
        detail: kind.summary,
        icon: <KindIcon kind={kind} />,
        group,
        pick: () => {
          addKind(workspace, kind, adding ?? {});
          workspace.canvas.current?.focus();
        },
      });
      if (query.trim() !== "") return ranked(query, kinds, textsOf).map((kind) => item(kind));
      return groupKinds(kinds, "").flatMap((group) =>
        group.kinds.map((kind) => item(kind, categoryText[group.category])),
      );
    },
    [workspace, adding, from, into],
  );
  const { document } = workspace.document.getState();
  const title = from && document.nodes.find(({ id }) => id === from.node)?.title;
  const label = into ? text.addInto : title && text.addFrom(title);
  return (
    <Picker
      label={label ?? text.add}
      placeholder={label ?? text.addPlaceholder}
      search={search}
      none={from || into ? text.addNoneFrom : text.addNone}
      onClose={close}
    />
  );
}
