// A list of objects with simple values: each a small card with its fields, in the order of the JSON Schema.

import { ActionIcon, Button } from "@mantine/core";
import { ChevronDown, ChevronUp, Plus, X } from "lucide-react";
import { useContext } from "react";
import type { Field } from "../../../../engine/frames/types.ts";
import { words } from "../../strings/inspector.ts";
import type { ColumnShape } from "../logic/json-shape.ts";
import { emptyOf } from "../logic/record-rows.ts";
import { moved } from "../logic/column-filter.ts";
import { InputsContext } from "../context.ts";
import { CellInput } from "./cell-input.tsx";

type Row = Readonly<Record<string, unknown>>;

interface Props {
  readonly id?: string;
  readonly rows: readonly Row[];
  readonly shape: readonly ColumnShape[];
  readonly readOnly: boolean;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly onLeave: () => void;
}

export function RowsEditor({ id, rows, shape, readOnly, onChange, onLeave }: Props) {
  const inputs = useContext(InputsContext);
  const fields: readonly Field[] = Object.values(inputs)[0]?.fields ?? [];
  const now = (next: readonly Row[]) => {
    onChange(next);
    onLeave();
  };
  const fresh = () =>
    Object.fromEntries(shape.filter((each) => each.required).map((each) => [each.name, emptyOf(each.cell)]));
  return (
    <div className="mr-rows">
      {rows.map((row, i) => (
        <fieldset key={i} className="mr-row-card">
          <legend className="mr-hidden">{words.rowOf(i + 1)}</legend>
          <div className="mr-row-fields">
            {shape.map((each) => (
              <div key={each.name} className="mr-row-field">
                <span aria-hidden>{each.name}</span>
                <CellInput
                  cell={each.cell}
                  label={words.cellOf(each.name, i + 1)}
                  value={row[each.name] ?? each.default}
                  readOnly={readOnly}
                  columns={/^columns?$/.test(each.name) ? fields : undefined}
                  onChange={(value) => onChange(rows.with(i, { ...row, [each.name]: value }))}
                  onLeave={onLeave}
                />
              </div>
            ))}
          </div>
          <div className="mr-row-tools">
            <ActionIcon
              size={20}
              aria-label={words.removeNamed(words.rowOf(i + 1))}
              disabled={readOnly}
              onClick={() => now(rows.toSpliced(i, 1))}
            >
              <X size={12} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size={20}
              aria-label={words.moveUp(words.rowOf(i + 1))}
              disabled={readOnly || i === 0}
              onClick={() => now(moved(rows, i, i - 1))}
            >
              <ChevronUp size={12} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size={20}
              aria-label={words.moveDown(words.rowOf(i + 1))}
              disabled={readOnly || i === rows.length - 1}
              onClick={() => now(moved(rows, i, i + 1))}
            >
              <ChevronDown size={12} aria-hidden />
            </ActionIcon>
          </div>
        </fieldset>
      ))}
      <Button
        id={id}
        // The label of the field is not its name.
        aria-label={words.addRow}
        size="compact-xs"
        variant="subtle"
        leftSection={<Plus size={12} aria-hidden />}
        disabled={readOnly}
        onClick={() => now([...rows, fresh()])}
      >
        {words.addRow}
      </Button>
    </div>
  );
}
