// The kinds of nodes: searched, folded by category, dragged onto the canvas or added with Enter.

import { CloseButton, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useMemo, useState, type KeyboardEvent } from "react";
import { paletteText as text } from "../strings/palette.ts";
import { useWorkspace } from "../workspace.tsx";
import { Key } from "../ui/key.tsx";
import { addKind } from "./add-kind.ts";
import { groupKinds } from "./groups.ts";
import { moveFocus } from "./move-focus.ts";
import { PaletteGroup } from "./palette-group.tsx";
import "./palette.css";

export function Palette() {
  const workspace = useWorkspace();
  const [query, setQuery] = useState("");
  const groups = useMemo(() => groupKinds(workspace.kinds.values(), query), [workspace, query]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && query !== "") {
      event.stopPropagation();
      setQuery("");
    } else if (event.key === "Escape") workspace.canvas.current?.focus();
    else if (event.key === "Enter" && query !== "" && groups.length > 0)
      addKind(workspace, groups[0].kinds[0]);
  };
  return (
    <div className="mr-palette" onKeyDown={moveFocus}>
      <div className="mr-palette-search">
        <TextInput
          id="mr-palette-search"
          type="search"
          aria-label={text.search}
          placeholder={text.search}
          value={query}
          leftSection={<Search size={14} aria-hidden />}
          rightSection={
            query === "" ? (
              <Key>{text.searchKey}</Key>
            ) : (
              <CloseButton size="xs" aria-label={text.clear} onClick={() => setQuery("")} />
            )
          }
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="mr-palette-groups">
        {groups.map(({ category, kinds }) => (
          <PaletteGroup key={category} category={category} kinds={kinds} searching={query !== ""} />
        ))}
        {groups.length === 0 && (
          <p className="mr-palette-none" role="status">
            {query === "" ? text.empty : text.none(query)}
            <br />
            {query !== "" && text.noneHint}
          </p>
        )}
      </div>
      <p className="mr-palette-how">{text.how}</p>
    </div>
  );
}
