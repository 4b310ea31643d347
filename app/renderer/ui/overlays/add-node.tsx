// Search-to-add: kinds by what was typed; those that fit a wire when one is held. The node and its wire are one step.

import { useCallback, useState } from "react";
import type { KindDescription } from "../../../bridge/shapes.ts";
import { isOneNode } from "../../actions/can.ts";
import { addKind } from "../../palette/add-kind.ts";
import { ERROR_PORT } from "../../edits/ports.ts";
import { behindFirst, compatibleKinds, fieldOfRows, ofFieldFirst } from "../../palette/compatible.ts";
import { groupKinds, textsOf } from "../../palette/groups.ts";
import { suggestionsFor, type Suggestion } from "../../suggest/suggestions.ts";
import { useUsable } from "../../suggest/use-usable.ts";
import { categoryText, fieldText } from "../../strings/kinds.ts";
import { pickerText as text } from "../../strings/picker.ts";
import { useWorkspace, type Workspace } from "../../workspace.tsx";
import { KindIcon } from "../kind-icon.tsx";
import { ranked, type Searched } from "../picker/fuzzy.ts";
import { Picker, type PickerItem } from "../picker/picker.tsx";
import { useClose } from "./close.ts";

export function AddNode() {
  const workspace = useWorkspace();
  const close = useClose();
  // What was asked for when it opened: closing forgets it before the node is added.
  const [adding] = useState(() => workspace.ui.getState().adding);
  const from = adding?.from;
  // As `addKind` has it: to the right of the one node that is selected.
  const isBehind = !adding?.at && !from && !adding?.into && isOneNode(workspace);
  const usable = useUsable();
  const search = useCallback(
    (query: string): readonly PickerItem[] => {
      const { document } = workspace.document.getState();
      const kinds = compatibleKinds(document, workspace.kinds, from, adding?.into);
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
      const node =
        from?.side === "output" ? from.node : isBehind ? workspace.ui.getState().selected[0] : null;
      const suggested =
        node === null
          ? []
          : suggestionsFor(workspace.kinds, usable, {
              ...{ document, node, port: from?.port },
              planned: workspace.plan.getState().nodes[node],
            });
      const ready = (some: readonly Suggestion[], group?: string) =>
        some.map((as): PickerItem => ({
          id: `${as.kind.kind} ${as.preset.title}`,
          title: as.preset.title,
          detail: as.preset.summary,
          icon: <KindIcon kind={as.kind} />,
          group,
          pick: () => {
            addKind(workspace, as.kind, { ...adding, as });
            workspace.canvas.current?.focus();
          },
        }));
      if (query.trim() !== "")
        return [
          ...ready(ranked(query, suggested, textsOfSuggestion)),
          ...ranked(query, kinds, textsOf).map((kind) => item(kind)),
        ];
      const first = ready(suggested, text.ready);
      const grouped = (some: readonly KindDescription[], heading: (category: string) => string) =>
        groupKinds(some, "").flatMap((group) =>
          group.kinds.map((kind) => item(kind, heading(categoryText[group.category]))),
        );
      const field = node === null ? "tables" : rowsOf(workspace, node, from?.port);
      // What is made for such rows stands before what goes with any, each by category.
      const fitting = (some: readonly KindDescription[]) => {
        const { own, others } = ofFieldFirst(some, field);
        return [...grouped(own, () => fieldText[field]), ...grouped(others, (category) => category)];
      };
      if (!isBehind) return [...first, ...fitting(kinds)];
      const [id] = workspace.ui.getState().selected;
      const { ports } = workspace.plan.getState().nodes[id] ?? {};
      const { behind, others } = behindFirst(document, workspace.kinds, { id, ports }, kinds);
      // Nothing can follow an action: then no kind comes before another.
      const besides = behind.length > 0 ? text.unwired : (category: string) => category;
      return [...first, ...fitting(behind), ...grouped(others, besides)];
    },
    [workspace, adding, from, isBehind, usable],
  );
  const { document } = workspace.document.getState();
  const title = from && document.nodes.find(({ id }) => id === from.node)?.title;
  return (
    <Picker
      label={title ? text.addFrom(title) : text.add}
      placeholder={title ? text.addFrom(title) : text.addPlaceholder}
      search={search}
      none={from ? text.addNoneFrom : text.addNone}
      onClose={close}
    />
  );
}

function rowsOf({ document, plan, kinds }: Workspace, node: string, port: string | undefined) {
  const found = document.getState().document.nodes.find(({ id }) => id === node);
  const outputs = Object.entries(plan.getState().nodes[node]?.outputs ?? {});
  const schemas = outputs.filter(([id]) => (port === undefined ? id !== ERROR_PORT : id === port));
  return fieldOfRows(
    schemas.map(([, schema]) => schema),
    found && kinds.get(found.kind),
  );
}

/** What a search looks at, and how much it counts: what it does before how it is done. */
function textsOfSuggestion({ kind, preset }: Suggestion): readonly Searched[] {
  return [
    [preset.title, 3],
    [preset.summary, 1.5, "words"],
    [kind.keywords.join(" "), 1, "words"],
  ];
}
