// The name of a column: typed freely, or taken from those that are known, with their types.

import { Autocomplete, type AutocompleteProps, type ComboboxItem, type OptionsFilter } from "@mantine/core";
import { useMemo, useState, type KeyboardEvent } from "react";
import type { Field } from "../../../../engine/frames/types.ts";
import { typeText } from "../../ui/format.ts";

interface Props extends Omit<AutocompleteProps, "data" | "filter" | "renderOption" | "onChange" | "value"> {
  readonly columns: readonly Field[];
  readonly value: string;
  readonly onChange: (name: string) => void;
  /** A name was chosen from the list, or Enter was pressed. */
  readonly onTake?: (name: string) => void;
}

const MOST_SHOWN = 200;

export function ColumnInput({
  columns,
  value,
  onChange,
  onTake,
  onBlur,
  onKeyDown: onKey,
  className,
  ...rest
}: Props) {
  const [typed, setTyped] = useState(false);
  const types = useMemo(() => new Map(columns.map(({ name, type }) => [name, typeText(type)])), [columns]);
  // Opened on a name that stands there, the list shows them all.
  const filter: OptionsFilter = ({ options, search }) => {
    const items = options as ComboboxItem[];
    const wanted = search.trim().toLowerCase();
    return typed ? items.filter(({ label }) => label.toLowerCase().includes(wanted)) : items;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    onKey?.(event);
    // With an option under the cursor the list itself takes Enter.
    const chosen = event.currentTarget.getAttribute("aria-activedescendant");
    if (event.key === "Enter" && !chosen && value.trim() !== "") onTake?.(value);
  };
  return (
    <Autocomplete
      size="xs"
      {...rest}
      className={className ? `mr-mono ${className}` : "mr-mono"}
      data={[...types.keys()]}
      limit={MOST_SHOWN}
      filter={filter}
      maxDropdownHeight={260}
      spellCheck={false}
      comboboxProps={{ shadow: "md", position: "bottom-start" }}
      renderOption={({ option }) => (
        <span className="mr-option">
          <span className="mr-option-name">{option.value}</span>
          <span className="mr-option-type">{types.get(option.value)}</span>
        </span>
      )}
      value={value}
      onChange={(next) => {
        setTyped(true);
        onChange(next);
      }}
      onOptionSubmit={(name) => {
        setTyped(false);
        // The list tells of the change after this; what is done with the name comes last.
        queueMicrotask(() => onTake?.(name));
      }}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        setTyped(false);
        onBlur?.(event);
      }}
    />
  );
}
