// A list of single values as tags: Enter or a comma adds one, Backspace takes the last one away.

import { X } from "lucide-react";
import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { words } from "../../strings/inspector.ts";
import { readScalar, scalarText } from "../logic/read-value.ts";

interface Props {
  readonly id?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly values: readonly unknown[];
  readonly types: readonly string[];
  readonly readOnly: boolean;
  /** Known values to choose from. */
  readonly suggestions?: readonly string[];
  readonly onChange: (values: readonly unknown[]) => void;
  readonly onLeave: () => void;
}

export function ValueList({ id, label, describedBy, values, types, readOnly, suggestions, ...on }: Props) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const suggestionsId = suggestions?.length && id ? `${id}-known` : undefined;
  const numeric = !types.includes("string");
  const add = (texts: readonly string[]) => {
    const read = texts.map((each) => readScalar(each === '""' ? "" : each.trim(), types));
    const bad = read.find((each) => "wrong" in each);
    if (bad) return setWrong(bad.wrong);
    setText("");
    setWrong(null);
    on.onChange([...values, ...read.map((each) => ("ok" in each ? each.ok : null))]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || (event.key === "," && text.trim() !== "")) {
      event.preventDefault();
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
        <input
          id={id}
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={wrong !== null || undefined}
          className="mr-mono"
          list={suggestionsId}
          readOnly={readOnly}
          placeholder={values.length === 0 ? words.addValue : ""}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setWrong(null);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => {
            if (text.trim() !== "") add([text]);
            on.onLeave();
          }}
        />
      </div>
      {suggestionsId && (
        <datalist id={suggestionsId}>
          {suggestions!.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {wrong && <p className="mr-wrong">{wrong}</p>}
    </div>
  );
}
