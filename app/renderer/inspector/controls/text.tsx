// A line of text.

import { TextInput } from "@mantine/core";
import { words } from "../../strings/inspector.ts";
import { inputAttributes, type ControlProps } from "./control.ts";

export function TextControl(props: ControlProps) {
  const { value, set, done } = props;
  return (
    <TextInput
      {...inputAttributes(props)}
      value={typeof value === "string" ? value : ""}
      placeholder={words.emptyText}
      onChange={(event) => set(event.currentTarget.value)}
      onBlur={done}
    />
  );
}
