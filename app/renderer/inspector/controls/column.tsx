// One column by name.

import { words } from "../../strings/inspector.ts";
import { useInput } from "../context.ts";
import { offered } from "../logic/column-filter.ts";
import { ColumnInput } from "./column-input.tsx";
import { ColumnMark } from "./column-mark.tsx";
import { inputAttributes, type ControlProps } from "./control.ts";

export function ColumnControl(props: ControlProps) {
  const { param, value, set, done } = props;
  const schema = useInput(param);
  const name = typeof value === "string" ? value : "";
  return (
    <ColumnInput
      {...inputAttributes(props)}
      columns={offered(schema, param.of)}
      placeholder={words.chooseColumn}
      value={name}
      onChange={set}
      onTake={done}
      onBlur={done}
      rightSection={name === "" ? undefined : <ColumnMark schema={schema} name={name} of={param.of} />}
      rightSectionWidth="auto"
      rightSectionPointerEvents="auto"
    />
  );
}
