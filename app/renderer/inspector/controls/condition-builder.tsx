// A condition without writing it: column, comparison, value; joined by "all" or "one".

import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Field } from "../../../../engine/frames/types.ts";
import { words } from "../../strings/inspector.ts";
import { comparisonFor, isComplete, operatorsFor, readValues, valuesText } from "../logic/condition-edit.ts";
import {
  takesValue,
  writeConditions,
  type Comparison,
  type Conditions,
  type Operator,
} from "../logic/condition-text.ts";
import { ColumnInput } from "./column-input.tsx";

interface Props {
  readonly id?: string;
  readonly conditions: Conditions;
  readonly columns: readonly Field[];
  readonly readOnly: boolean;
  /** Stands at the end of the last line. */
  readonly aside: ReactNode;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** A row that is being filled in is not in the text yet. */
interface Draft extends Conditions {
  readonly text: string;
}

export function ConditionBuilder({ id, conditions, columns, readOnly, aside, onChange, onLeave }: Props) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const written = writeConditions(conditions);
  const { join, list } = draft && draft.text === written ? draft : conditions;
  const change = (next: Conditions) => {
    const text = writeConditions({ ...next, list: next.list.filter(isComplete) });
    setDraft({ ...next, text });
    if (text !== written) onChange(text);
  };
  const put = (index: number, row: Comparison) => change({ join, list: list.with(index, row) });
  return (
    <div className="mr-builder">
      {list.length === 0 && <p className="mr-faint">{words.noConditions}</p>}
      {list.map((row, i) => (
        <ComparisonRow
          key={i}
          row={row}
          columns={columns}
          readOnly={readOnly}
          onChange={(next) => put(i, next)}
          onRemove={() => {
            change({ join, list: list.toSpliced(i, 1) });
            onLeave();
          }}
          onLeave={onLeave}
        />
      ))}
      <div className="mr-builder-foot">
        <Button
          id={id}
          // The label of the field is not its name.
          aria-label={words.addCondition}
          size="compact-xs"
          variant="subtle"
          leftSection={<Plus size={12} aria-hidden />}
          disabled={readOnly}
          onClick={() => change({ join, list: [...list, comparisonFor(null, "==")] })}
        >
          {words.addCondition}
        </Button>
        {list.length > 1 && (
          <Select
            aria-label={words.join}
            w={124}
            allowDeselect={false}
            data={[
              { value: "all", label: words.matchAll },
              { value: "any", label: words.matchAny },
            ]}
            value={join}
            readOnly={readOnly}
            onChange={(next) => change({ join: next as Conditions["join"], list })}
          />
        )}
        {aside}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: Comparison;
  readonly columns: readonly Field[];
  readonly readOnly: boolean;
  readonly onChange: (row: Comparison) => void;
  readonly onRemove: () => void;
  readonly onLeave: () => void;
}

function ComparisonRow({ row, columns, readOnly, onChange, onRemove, onLeave }: RowProps) {
  const field = columns.find(({ name }) => name === row.column) ?? null;
  const operators = operatorsFor(field?.type ?? null, row.operator);
  // What is typed, as long as it says what the row says: `1.` is not yet `1.5`.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = valuesText(row);
  const text =
    typed !== null && valuesText({ ...row, values: readValues(typed, row.operator, field) }) === shown
      ? typed
      : shown;
  return (
    <div className="mr-comparison">
      <ColumnInput
        aria-label={words.conditionColumn}
        placeholder={words.conditionColumn}
        columns={columns}
        value={row.column}
        readOnly={readOnly}
        onChange={(column) => onChange({ ...row, column })}
        onBlur={onLeave}
      />
      <Select
        aria-label={words.conditionIs}
        allowDeselect={false}
        data={operators.map((value) => ({ value, label: words.operators[value] }))}
        value={row.operator}
        readOnly={readOnly}
        comboboxProps={{ width: "max-content", position: "bottom-start" }}
        onChange={(operator) => {
          onChange(comparisonFor(row, operator as Operator));
          onLeave();
        }}
      />
      {takesValue(row.operator) ? (
        <TextInput
          aria-label={row.operator === "in" ? words.conditionValues : words.conditionValue}
          placeholder={row.operator === "in" ? "a, b" : words.value}
          className="mr-mono"
          value={text}
          readOnly={readOnly}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setTyped(next);
            onChange({ ...row, values: readValues(next, row.operator, field) });
          }}
          onBlur={() => {
            setTyped(null);
            onLeave();
          }}
        />
      ) : (
        <span />
      )}
      <ActionIcon size={22} aria-label={words.removeCondition} disabled={readOnly} onClick={onRemove}>
        <X size={12} aria-hidden />
      </ActionIcon>
    </div>
  );
}
