// Narrows a list to one node.

import { Select } from "@mantine/core";
import { useMemo } from "react";
import { dockText } from "../strings/dock.ts";
import { useTitleOf } from "./use-node-title.ts";

interface Props {
  /** Ids that the list has. */
  readonly nodes: ReadonlySet<string>;
  readonly value: string | null;
  readonly onChange: (node: string | null) => void;
}

export function NodeFilter({ nodes, value, onChange }: Props) {
  const titleOf = useTitleOf();
  const data = useMemo(() => [...nodes].map((id) => ({ value: id, label: titleOf(id) })), [nodes, titleOf]);
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
