// A value as JSON: kept as it is typed, set when it can be read.

import { Button } from "@mantine/core";
import { useContext } from "react";
import { words } from "../../strings/inspector.ts";
import { isNothing, jsonText } from "../logic/json-text.ts";
import { readJson } from "../logic/read-value.ts";
import { useDraft } from "../use-draft.ts";
import { GrowingText } from "../../ui/growing-text.tsx";
import { JsonIndent } from "./json-indent.ts";

interface Props {
  readonly id?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly value: unknown;
  readonly example?: unknown;
  readonly exampleLabel?: string;
  readonly invalid?: boolean;
  readonly readOnly: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onLeave: () => void;
}

export function JsonText({
  id,
  label,
  describedBy,
  value,
  example,
  exampleLabel = words.example,
  invalid,
  readOnly,
  onChange,
  onLeave,
}: Props) {
  const width = useContext(JsonIndent);
  const draft = useDraft({ value, format: (each) => jsonText(each, width), read: readJson, set: onChange });
  const empty = isNothing(value);
  return (
    <div>
      <GrowingText
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        className="mr-mono"
        rows={2}
        mostRows={16}
        spellCheck={false}
        placeholder={words.open}
        readOnly={readOnly}
        error={draft.wrong ?? invalid}
        value={draft.text}
        onChange={(event) => draft.change(event.currentTarget.value)}
        onBlur={() => {
          draft.leave();
          onLeave();
        }}
      />
      {empty && example !== undefined && !readOnly && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            draft.drop();
            onChange(example);
            onLeave();
          }}
        >
          {exampleLabel}
        </Button>
      )}
    </div>
  );
}
