// A colour: written as #rrggbb, or picked; the patch before it shows which one it is.

import { TextInput } from "@mantine/core";
import { words } from "../../strings/inspector.ts";
import { inputAttributes, type ControlProps } from "./control.ts";

/** What a picker can show. */
const WRITTEN = /^#[0-9a-f]{6}$/i;

export function ColourControl(props: ControlProps) {
  const { param, value, set, done, readOnly } = props;
  const text = typeof value === "string" ? value : "";
  const isColour = WRITTEN.test(text);
  return (
    <TextInput
      {...inputAttributes(props)}
      className="mr-mono"
      value={text}
      placeholder={words.emptyText}
      spellCheck={false}
      leftSection={
        <input
          type="color"
          className="mr-colour"
          data-none={!isColour || undefined}
          aria-label={words.pickColour(param.title)}
          disabled={readOnly}
          value={isColour ? text.toLowerCase() : "#000000"}
          onChange={(event) => set(event.currentTarget.value)}
          onBlur={done}
        />
      }
      onChange={(event) => set(event.currentTarget.value)}
      onBlur={done}
    />
  );
}
