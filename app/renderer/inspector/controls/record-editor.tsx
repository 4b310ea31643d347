// Names with a value each, as rows. Names are columns as a rule and are offered; a name that stands twice waits for another.

import { ActionIcon, Button } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Issue } from "../../../../engine/document/issue.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import { words } from "../../strings/inspector.ts";
import type { Cell } from "../logic/json-shape.ts";
import { emptyOf, recordOf, rowsOf, type Entry } from "../logic/record-rows.ts";
import { IssueLines } from "../node/issue-line.tsx";
import { sameJson } from "../../ui/same-json.ts";
import { CellInput } from "./cell-input.tsx";
import { ColumnInput } from "./column-input.tsx";

interface Props {
  readonly id?: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly cell: Cell;
  readonly keys: readonly Field[];
  /** Columns that values name or compute from. */
  readonly columns: readonly Field[];
  /** Columns that the value of a name can be made of; none where values are no columns. */
  readonly columnsOf?: (key: string) => readonly Field[];
  readonly isExpression: boolean;
  readonly readOnly: boolean;
  /** What is wrong with values, by name. */
  readonly issues?: ReadonlyMap<string, readonly Issue[]>;
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void;
  readonly onLeave: () => void;
}

export function RecordEditor({
  id,
  value,
  cell,
  keys,
  columns,
  columnsOf,
  isExpression,
  readOnly,
  issues,
  onChange,
  onLeave,
}: Props) {
  // Rows that are no entry yet (no name, or one that stands twice) live here until they are.
  const [draft, setDraft] = useState<readonly Entry[] | null>(null);
  const rows = draft && sameJson(recordOf(draft), value) ? draft : rowsOf(value);
  const change = (next: readonly Entry[]) => {
    setDraft(next);
    const record = recordOf(next);
    if (!sameJson(record, value)) onChange(record);
  };
  const root = useRef<HTMLDivElement>(null);
  const isAdding = useRef(false);
  useEffect(() => {
    if (!isAdding.current) return;
    isAdding.current = false;
    [...(root.current?.querySelectorAll(".mr-record-row") ?? [])].at(-1)?.querySelector("input")?.focus();
  }, [rows.length]);
  const taken = new Set(rows.map(({ key }) => key));
  const free = keys.filter(({ name }) => !taken.has(name));
  const wide = isExpression || cell.is === "list" || cell.is === "one-or-many";
  return (
    <div ref={root} className="mr-record" data-wide={wide || undefined}>
      {rows.map((row, i) => {
        const own = issues?.get(row.key);
        const twice = row.key !== "" && rows.findIndex(({ key }) => key === row.key) !== i;
        return (
          <div key={i} className="mr-record-row">
            <ColumnInput
              aria-label={words.cellOf(words.key, i + 1)}
              placeholder={words.key}
              columns={free}
              value={row.key}
              readOnly={readOnly}
              error={twice ? words.keyTwice : undefined}
              onChange={(key) => change(rows.with(i, { ...row, key }))}
              onBlur={onLeave}
            />
            <div className="mr-record-value">
              <CellInput
                cell={cell}
                label={words.cellOf(row.key || words.value, i + 1)}
                placeholder={words.value}
                value={row.value}
                readOnly={readOnly}
                issues={own}
                columns={isExpression ? columns : columnsOf?.(row.key)}
                isExpression={isExpression}
                onChange={(next) => change(rows.with(i, { ...row, value: next }))}
                onLeave={onLeave}
              />
            </div>
            <ActionIcon
              size={22}
              className="mr-record-remove"
              aria-label={words.removeNamed(row.key || words.rowOf(i + 1))}
              disabled={readOnly}
              onClick={() => {
                change(rows.toSpliced(i, 1));
                onLeave();
              }}
            >
              <X size={12} aria-hidden />
            </ActionIcon>
            {own && (
              <div className="mr-record-issues">
                <IssueLines issues={own} />
              </div>
            )}
          </div>
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
        onClick={() => {
          isAdding.current = true;
          change([...rows, { key: "", value: emptyOf(cell) }]);
        }}
      >
        {words.addEntry}
      </Button>
    </div>
  );
}
