// The text of an expression, with what can stand at the caret offered underneath.

import { Columns3, SquareFunction } from "lucide-react";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import type { Issue } from "../../../../engine/document/issue.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import { words } from "../../strings/inspector.ts";
import { completionAt, type Completion, type Suggestion } from "../logic/completion.ts";
import { GrowingText } from "../../ui/growing-text.tsx";
import { ErrorMarks } from "./error-marks.tsx";
import { useFunctions } from "./use-functions.ts";

interface Props {
  readonly id?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly value: string;
  readonly columns: readonly Field[];
  readonly invalid: boolean;
  /** What is wrong with the text, where the place in it is known. */
  readonly issues?: readonly Issue[];
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

interface Open extends Completion {
  readonly at: number;
}

const NO_ISSUES: readonly Issue[] = [];

export function ExpressionInput(props: Props) {
  const { id, label, describedBy, value, columns, invalid, issues = NO_ISSUES, readOnly, ...on } = props;
  const functions = useFunctions();
  const field = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [scrolled, setScrolled] = useState(0);
  const listId = useId();
  const look = (text: string, asked: boolean) => {
    const caret = field.current?.selectionStart ?? text.length;
    const found = readOnly ? null : completionAt(text, caret, columns, functions, asked);
    setOpen(found && { ...found, at: 0 });
  };
  const take = ({ text, back }: Suggestion) => {
    const area = field.current;
    if (!area || !open) return;
    // The browser's own insertion keeps the field's own undo.
    area.focus();
    area.setSelectionRange(open.from, area.selectionStart + closingAfter(area, open.from));
    const caret = open.from + text.length - back;
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text);
    area.setSelectionRange(caret, caret);
    on.onChange(area.value);
    setOpen(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === " " && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return look(value, true);
    }
    if (!open) return;
    // With Ctrl it runs the workflow.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return setOpen(null);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setOpen({ ...open, at: (open.at + step + open.list.length) % open.list.length });
    else if (event.key === "Enter" || event.key === "Tab") take(open.list[open.at]);
    else if (event.key === "Escape") setOpen(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const active = open && `${listId}-${open.at}`;
  return (
    <div className="mr-expression">
      <GrowingText
        ref={field}
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={active ?? undefined}
        className="mr-mono"
        rows={1}
        mostRows={12}
        spellCheck={false}
        autoComplete="off"
        error={invalid}
        readOnly={readOnly}
        placeholder={words.expressionPlaceholder}
        value={value}
        onChange={(event) => {
          on.onChange(event.currentTarget.value);
          look(event.currentTarget.value, false);
        }}
        onKeyDown={onKeyDown}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
        onClick={() => setOpen(null)}
        onBlur={() => {
          setOpen(null);
          on.onLeave();
        }}
      />
      {issues.length > 0 && <ErrorMarks text={value} issues={issues} scrolled={scrolled} />}
      {open && <Suggestions id={listId} open={open} onTake={take} />}
    </div>
  );
}

/** How much behind the caret belongs to `row["…"]` that is being written anew. */
function closingAfter(area: HTMLTextAreaElement, from: number): number {
  if (!area.value.startsWith("row[", from)) return 0;
  return /^["']?\]?/.exec(area.value.slice(area.selectionStart))![0].length;
}

interface SuggestionsProps {
  readonly id: string;
  readonly open: Open;
  readonly onTake: (suggestion: Suggestion) => void;
}

function Suggestions({ id, open, onTake }: SuggestionsProps) {
  const { help } = open.list[open.at];
  return (
    <div className="mr-suggestions">
      <ul id={id} role="listbox" aria-label={words.suggestions}>
        {open.list.map((each, i) => (
          <li
            key={`${each.is} ${each.label}`}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === open.at}
            ref={i === open.at ? (item) => item?.scrollIntoView({ block: "nearest" }) : undefined}
            // Before the field loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              onTake(each);
            }}
          >
            {each.is === "column" ? (
              <Columns3 size={12} aria-hidden />
            ) : (
              <SquareFunction size={12} aria-hidden />
            )}
            <span className="mr-option-name">{each.label}</span>
            <span className="mr-option-type">{each.detail}</span>
          </li>
        ))}
      </ul>
      {help && <p>{help}</p>}
    </div>
  );
}
