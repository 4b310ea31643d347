// The name of a secret; never its value.

import { TextInput } from "@mantine/core";
import { KeyRound } from "lucide-react";
import { words } from "../../strings/inspector.ts";
import { inputAttributes, type ControlProps } from "./control.ts";

export function SecretControl(props: ControlProps) {
  const { value, set, done } = props;
  return (
    <TextInput
      {...inputAttributes(props)}
      className="mr-mono"
      leftSection={<KeyRound size={13} aria-hidden />}
      description={words.secretHelp}
      inputWrapperOrder={["input", "description", "error"]}
      placeholder={words.secretPlaceholder}
      spellCheck={false}
      autoComplete="off"
      value={typeof value === "string" ? value : ""}
      onChange={(event) => set(event.currentTarget.value)}
      onBlur={done}
    />
  );
}
