// One value inside a list or table, as its part of the JSON Schema says.

import { Select, Switch, TextInput } from "@mantine/core";
import type { Issue } from "../../../../engine/document/issue.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import { readScalar, scalarText } from "../logic/read-value.ts";
import type { Cell } from "../logic/json-shape.ts";
import { useDraft } from "../use-draft.ts";
import { ColumnInput } from "./column-input.tsx";
import { ExpressionInput } from "./expression-input.tsx";
import { ValueList } from "./value-list.tsx";

interface Props {
  readonly cell: Cell;
  readonly label: string;
  readonly value: unknown;
  readonly placeholder?: string;
  readonly readOnly: boolean;
  readonly invalid?: boolean;
  readonly issues?: readonly Issue[];
  /** Columns to choose from, where the text names one. */
  readonly columns?: readonly Field[];
  readonly isExpression?: boolean;
  /** Emptied, it has no value. */
  readonly optional?: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onLeave: () => void;
}

const NO_FIELDS: readonly Field[] = [];

export function CellInput(props: Props) {
  const { cell, label, value, placeholder, readOnly, issues, columns, isExpression, onChange, onLeave } =
    props;
  const invalid = props.invalid ?? issues?.some(({ severity }) => severity === "error");
  const common = { "aria-label": label, error: invalid || undefined, readOnly };
  switch (cell.is) {
    case "choice": {
      const current = typeof value === "string" && value !== "" ? value : null;
      const data =
        current === null || cell.values.includes(current) ? cell.values : [...cell.values, current];
      const choose = (next: string | null) => {
        onChange(next ?? undefined);
        onLeave();
      };
      return (
        <Select
          {...common}
          placeholder={placeholder}
          data={data}
          value={current}
          allowDeselect={false}
          onChange={choose}
        />
      );
    }
    case "list":
    case "one-or-many": {
      const values = Array.isArray(value)
        ? (value as unknown[])
        : value === undefined || value === ""
          ? []
          : [value];
      const change = (next: readonly unknown[]) =>
        onChange(cell.is === "list" || next.length !== 1 ? next : next[0]);
      return (
        <ValueList {...{ label, values, readOnly, columns, onLeave }} types={cell.types} onChange={change} />
      );
    }
    case "scalar": {
      const text = typeof value === "string" ? value : "";
      if (cell.types.every((type) => type === "boolean"))
        return (
          <Switch
            aria-label={label}
            checked={value === true}
            disabled={readOnly}
            onChange={(event) => {
              onChange(event.currentTarget.checked);
              onLeave();
            }}
          />
        );
      if (isExpression)
        return (
          <ExpressionInput
            {...{ label, readOnly, onLeave, onChange }}
            value={text}
            columns={columns ?? NO_FIELDS}
            invalid={invalid ?? false}
            issues={issues}
          />
        );
      if (columns && cell.types.every((type) => type === "string"))
        return (
          <ColumnInput
            {...common}
            {...{ columns, placeholder, onChange }}
            value={text}
            onTake={onLeave}
            onBlur={onLeave}
          />
        );
      return <ScalarInput {...props} invalid={invalid} types={cell.types} />;
    }
  }
}

function ScalarInput({
  types,
  label,
  value,
  placeholder,
  readOnly,
  invalid,
  optional,
  onChange,
  onLeave,
}: Props & { types: readonly string[] }) {
  const draft = useDraft({
    value,
    format: scalarText,
    read: (text) => (optional && text.trim() === "" ? { ok: undefined } : readScalar(text, types)),
    set: onChange,
  });
  return (
    <TextInput
      aria-label={label}
      className="mr-mono"
      placeholder={placeholder}
      error={draft.wrong ?? invalid}
      readOnly={readOnly}
      value={draft.text}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={() => {
        draft.leave();
        onLeave();
      }}
    />
  );
}
