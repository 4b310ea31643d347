// A line of text, or several.

import { TextInput } from "@mantine/core";
import { words } from "../../strings/inspector.ts";
import { GrowingText } from "../../ui/growing-text.tsx";
import { inputAttributes, type ControlProps } from "./control.ts";

const LEAST_LINES = 3;
const MOST_LINES = 16;

export function TextControl(props: ControlProps) {
  const { param, value, set, done } = props;
  const field = {
    ...inputAttributes(props),
    value: typeof value === "string" ? value : "",
    placeholder: words.emptyText,
    onBlur: done,
  };
  if (param.lines)
    return (
      <GrowingText
        {...field}
        className="mr-mono"
        rows={LEAST_LINES}
        mostRows={MOST_LINES}
        spellCheck={false}
        onChange={(event) => set(event.currentTarget.value)}
      />
    );
  return <TextInput {...field} onChange={(event) => set(event.currentTarget.value)} />;
}
