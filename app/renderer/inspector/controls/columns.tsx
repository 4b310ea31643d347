// Several columns in an order that counts: added from those that are known, moved by dragging or keys.

import { ActionIcon, Button, Group } from "@mantine/core";
import { GripVertical, X } from "lucide-react";
import { useState } from "react";
import { words } from "../../strings/inspector.ts";
import { useInput } from "../context.ts";
import { moved, offered } from "../logic/column-filter.ts";
import { ColumnInput } from "./column-input.tsx";
import { ColumnMark } from "./column-mark.tsx";
import { groupAttributes, inputAttributes, type ControlProps } from "./control.ts";
import { useReorder } from "./use-reorder.ts";

export function ColumnsControl(props: ControlProps) {
  const { param, value, set, done, readOnly } = props;
  const schema = useInput(param);
  const [adding, setAdding] = useState("");
  const names = Array.isArray(value) ? (value as unknown[]).map(String) : [];
  const left = offered(schema, param.of).filter(({ name }) => !names.includes(name));
  const change = (next: readonly string[]) => {
    set(next);
    done();
  };
  const add = (name: string) => {
    setAdding("");
    if (name.trim() !== "" && !names.includes(name)) change([...names, name]);
  };
  const reorder = useReorder((from, to) => change(moved(names, from, to)));
  return (
    <div {...groupAttributes(props)} className="mr-box">
      {names.length > 0 && (
        <ol className="mr-in-columns" title={words.reorderHelp}>
          {names.map((name, i) => (
            <li key={`${name}:${i}`} {...reorder.row(i)} className="mr-columns-row">
              <button
                type="button"
                className="mr-grip"
                disabled={readOnly}
                aria-label={words.columnPlace(name, i + 1, names.length)}
                aria-description={words.reorderHelp}
                {...reorder.handle(i)}
              >
                <GripVertical size={12} aria-hidden />
              </button>
              <span className="mr-columns-name mr-mono" title={name}>
                {name}
              </span>
              <ColumnMark schema={schema} name={name} of={param.of} />
              <ActionIcon
                size={20}
                disabled={readOnly}
                aria-label={words.removeNamed(name)}
                onClick={() => change(names.toSpliced(i, 1))}
              >
                <X size={12} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ol>
      )}
      <Group gap={4} wrap="nowrap" className="mr-columns-add">
        <ColumnInput
          {...inputAttributes(props)}
          variant="unstyled"
          flex={1}
          miw={0}
          columns={left}
          placeholder={words.addColumn}
          value={adding}
          onChange={setAdding}
          onTake={add}
          onBlur={() => {
            add(adding);
            done();
          }}
        />
        {left.length > 1 && !readOnly && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => change([...names, ...left.map(({ name }) => name)])}
          >
            {words.addAll(left.length)}
          </Button>
        )}
        {left.length <= 1 && names.length > 1 && !readOnly && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => change([])}>
            {words.removeAll}
          </Button>
        )}
      </Group>
    </div>
  );
}
