// A list of single values as tags: Enter or a comma adds one, Backspace takes the last one away.

import { Button } from "@mantine/core";
import { X } from "lucide-react";
import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { words } from "../../strings/inspector.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import { readScalar, scalarText, type ReadValue } from "../logic/read-value.ts";
import { ColumnInput } from "./column-input.tsx";

interface Props {
  readonly id?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly values: readonly unknown[];
  readonly types: readonly string[];
  readonly readOnly: boolean;
  /** Columns to choose from, where the values are columns. */
  readonly columns?: readonly Field[];
  readonly onChange: (values: readonly unknown[]) => void;
  readonly onLeave: () => void;
}

export function ValueList({ id, label, describedBy, values, types, readOnly, columns, ...on }: Props) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const left = columns?.filter(({ name }) => !values.includes(name));
  const numeric = !types.includes("string");
  const add = (texts: readonly string[]) => {
    // A column may have a number for a name.
    const isColumn = (each: string) => columns?.some(({ name }) => name === each);
    const read = texts.map((each): ReadValue =>
      isColumn(each) ? { ok: each } : readScalar(each === '""' ? "" : each.trim(), types),
    );
    const bad = read.find((each) => "wrong" in each);
    if (bad) return setWrong(bad.wrong);
    setText("");
    setWrong(null);
    on.onChange([...values, ...read.map((each) => ("ok" in each ? each.ok : null))]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // With Ctrl it is a key of the editor: it takes what is typed, and goes on.
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" || (event.key === "," && isPlain && text.trim() !== "")) {
      if (isPlain) event.preventDefault();
      if (text.trim() !== "") add([text]);
    } else if (event.key === "Backspace" && text === "" && values.length > 0 && !readOnly)
      on.onChange(values.slice(0, -1));
  };
  const onPaste = (event: ClipboardEvent) => {
    const parts = event.clipboardData.getData("text").split(numeric ? /[\s,;]+/ : /[\n,;\t]+/);
    const some = parts.map((part) => part.trim()).filter(Boolean);
    if (some.length < 2) return;
    event.preventDefault();
    add(some);
  };
  const change = (next: string) => {
    setText(next);
    setWrong(null);
  };
  const field = {
    id,
    "aria-label": label,
    "aria-describedby": describedBy,
    "aria-invalid": wrong !== null || undefined,
    readOnly,
    value: text,
    onPaste,
    onBlur: () => {
      if (text.trim() !== "") add([text]);
      on.onLeave();
    },
  };
  return (
    <div>
      <div className="mr-tags" data-invalid={wrong !== null || undefined}>
        {values.map((value, i) => (
          <span key={i} className="mr-tag mr-mono">
            <span className="mr-tag-text" title={scalarText(value)}>
              {value === "" ? <em>{words.emptyText}</em> : scalarText(value)}
            </span>
            {!readOnly && (
              <button
                type="button"
                aria-label={words.removeNamed(scalarText(value) || words.emptyText)}
                onClick={() => {
                  on.onChange(values.toSpliced(i, 1));
                  on.onLeave();
                }}
              >
                <X size={10} aria-hidden />
              </button>
            )}
          </span>
        ))}
        {left ? (
          <ColumnInput
            {...field}
            className="mr-tags-columns"
            variant="unstyled"
            columns={left}
            placeholder={values.length === 0 ? words.addColumnOrNumber : words.addAnotherColumn}
            onChange={change}
            onTake={(name) => add([name])}
            onKeyDown={(event) => (event.key === "Enter" ? undefined : onKeyDown(event))}
          />
        ) : (
          <input
            {...field}
            className="mr-mono"
            placeholder={values.length === 0 ? words.addValue : ""}
            onChange={(event) => change(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </div>
      {left && left.length > 1 && !readOnly && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            add(left.map(({ name }) => name));
            on.onLeave();
          }}
        >
          {words.addAll(left.length)}
        </Button>
      )}
      {wrong && <p className="mr-wrong">{wrong}</p>}
    </div>
  );
}
