// Names with one of several objects each, as small cards: the name, which object, and its fields.

import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { words } from "../../strings/inspector.ts";
import { freeName } from "../logic/grid.ts";
import type { ColumnShape, VariantShape } from "../logic/json-shape.ts";
import { scalarText } from "../logic/read-value.ts";
import { ofVariant, putField, renameEntry, without, type Entries } from "../logic/variants.ts";
import { CellInput } from "./cell-input.tsx";

interface Props {
  readonly id?: string;
  readonly value: Entries;
  /** The field that says which object it is. */
  readonly tag: string;
  readonly variants: readonly VariantShape[];
  readonly readOnly: boolean;
  readonly onChange: (value: Entries) => void;
  readonly onLeave: () => void;
}

export function VariantsEditor({ id, value, tag, variants, readOnly, onChange, onLeave }: Props) {
  const now = (next: Entries) => {
    onChange(next);
    onLeave();
  };
  const add = () =>
    now({ ...value, [freeName(Object.keys(value), words.newEntry)]: ofVariant(tag, variants[0]) });
  return (
    <div className="mr-rows">
      {Object.entries(value).map(([name, entry], i) => {
        const variant = variants.find((each) => each.name === entry[tag]);
        const choose = (next: string | null) => {
          const chosen = variants.find((each) => each.name === next);
          if (chosen) now({ ...value, [name]: ofVariant(tag, chosen, entry) });
        };
        return (
          <fieldset key={i} className="mr-row-card mr-variant">
            <legend className="mr-hidden">{name}</legend>
            <EntryName
              name={name}
              taken={value}
              label={words.cellOf(words.key, i + 1)}
              readOnly={readOnly}
              onRename={(to) => now(renameEntry(value, name, to))}
            />
            <Select
              aria-label={words.variantOf(tag, name)}
              data={variants.map((each) => each.name)}
              value={scalarText(entry[tag])}
              allowDeselect={false}
              readOnly={readOnly}
              onChange={choose}
            />
            <ActionIcon
              size={22}
              aria-label={words.removeNamed(name)}
              disabled={readOnly}
              onClick={() => now(without(value, name))}
            >
              <X size={12} aria-hidden />
            </ActionIcon>
            <div className="mr-variant-fields">
              {variant?.columns.map((column) => (
                <div key={column.name} className="mr-row-field">
                  <span aria-hidden>{column.name}</span>
                  <CellInput
                    cell={column.cell}
                    label={words.fieldOf(column.name, name)}
                    value={entry[column.name]}
                    placeholder={placeholderOf(column)}
                    readOnly={readOnly}
                    optional={!column.required}
                    onChange={(next) => onChange(putField(value, name, column.name, next))}
                    onLeave={onLeave}
                  />
                </div>
              ))}
            </div>
          </fieldset>
        );
      })}
      <Button
        id={id}
        // The label of the field is not its name.
        aria-label={words.addEntry}
        size="compact-xs"
        variant="subtle"
        leftSection={<Plus size={12} aria-hidden />}
        disabled={readOnly}
        onClick={add}
      >
        {words.addEntry}
      </Button>
    </div>
  );
}

function placeholderOf(column: ColumnShape): string {
  return column.default === undefined ? words.open : scalarText(column.default);
}

interface NameProps {
  readonly name: string;
  readonly taken: Entries;
  readonly label: string;
  readonly readOnly: boolean;
  readonly onRename: (name: string) => void;
}

/** A name counts when the field is left: half a name would be an entry of its own. */
function EntryName({ name, taken, label, readOnly, onRename }: NameProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? name;
  const twice = text !== name && Object.hasOwn(taken, text.trim());
  const leave = () => {
    if (typed !== null && typed.trim() !== name) onRename(typed.trim());
    setTyped(null);
  };
  return (
    <TextInput
      aria-label={label}
      className="mr-mono"
      error={twice ? words.keyTwice : undefined}
      readOnly={readOnly}
      spellCheck={false}
      value={text}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setTyped(null);
      }}
      onBlur={leave}
    />
  );
}
