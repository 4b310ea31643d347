// Narrows a list to one node.

import { Select } from "@mantine/core";
import { useMemo } from "react";
import { dockText } from "../strings/dock.ts";
import { useDocument } from "../workspace.tsx";

interface Props {
  /** Ids that the list has. */
  readonly nodes: ReadonlySet<string>;
  readonly value: string | null;
  readonly onChange: (node: string | null) => void;
}

export function NodeFilter({ nodes, value, onChange }: Props) {
  const all = useDocument(({ document }) => document.nodes);
  const data = useMemo(() => {
    const titles = new Map(all.map(({ id, title }) => [id, title]));
    return [...nodes].map((id) => ({ value: id, label: titles.get(id) ?? id }));
  }, [nodes, all]);
  return (
    <Select
      className="mr-dock-filter"
      aria-label={dockText.filterByNode}
      placeholder={dockText.allNodes}
      data={data}
      value={value}
      onChange={onChange}
      clearable
      clearButtonProps={{ "aria-label": dockText.allNodes }}
      maxDropdownHeight={240}
    />
  );
}
