// One cell, or one column's name, of a table that is typed into.

import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { words } from "../../strings/inspector.ts";
import { cellText, readCell } from "../logic/grid.ts";
import { useDraft } from "../use-draft.ts";

interface CellProps {
  /** Row and column, for finding it. */
  readonly at: string;
  readonly label: string;
  readonly value: unknown;
  readonly bad: boolean;
  readonly readOnly: boolean;
  readonly onChange: (value: unknown) => void;
  /** To the row above or below. */
  readonly onGo: (step: 1 | -1) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onLeave: () => void;
}

export function GridCell({ at, label, value, bad, readOnly, onChange, onGo, onPaste, onLeave }: CellProps) {
  const read = (text: string) => ({ ok: readCell(text) });
  // null says no value, as a missing key does.
  const draft = useDraft({ value: value ?? undefined, format: cellText, read, set: onChange });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return draft.drop();
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (step === undefined) return;
    event.preventDefault();
    draft.leave();
    onLeave();
    onGo(step);
  };
  return (
    <span role="gridcell" className="mr-grid-cell" data-number={typeof value === "number" || undefined}>
      <input
        data-at={at}
        aria-label={label}
        aria-invalid={bad || undefined}
        placeholder={words.gridNothing}
        readOnly={readOnly}
        spellCheck={false}
        value={draft.text}
        title={draft.text.length > 12 ? draft.text : undefined}
        onChange={(event) => draft.change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => {
          draft.leave();
          onLeave();
        }}
      />
    </span>
  );
}

interface NameProps {
  readonly name: string;
  readonly taken: readonly string[];
  readonly readOnly: boolean;
  readonly onRename: (name: string) => void;
}

/** A name counts when the field is left: half a name would be a column of its own. */
export function GridName({ name, taken, readOnly, onRename }: NameProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? name;
  const twice = text !== name && taken.includes(text);
  const leave = () => {
    if (typed !== null && !twice) onRename(typed.trim());
    setTyped(null);
  };
  return (
    <input
      aria-label={words.gridColumn(name)}
      aria-invalid={twice || undefined}
      title={twice ? words.keyTwice : name}
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
