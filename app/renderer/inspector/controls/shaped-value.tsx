// A value by the shape of its JSON Schema: tags, names with values, or rows.

import { useInput } from "../context.ts";
import type { JsonShape } from "../logic/json-shape.ts";
import type { ControlProps } from "./control.ts";
import { RecordEditor } from "./record-editor.tsx";
import { RowsEditor } from "./rows-editor.tsx";
import { ValueList } from "./value-list.tsx";

const NO_FIELDS = [] as const;
const NONE: ReadonlySet<string> = new Set();

export function ShapedValue({
  shape,
  ...props
}: ControlProps & { readonly shape: Exclude<JsonShape, { is: "json" }> }) {
  const { param, value, ids, set, done, readOnly } = props;
  const columns = useInput(param)?.fields ?? NO_FIELDS;
  switch (shape.is) {
    case "list":
      return (
        <ValueList
          id={ids.input}
          describedBy={ids.about}
          values={(value ?? []) as unknown[]}
          types={shape.types}
          readOnly={readOnly}
          onChange={set}
          onLeave={done}
        />
      );
    case "record":
      return (
        <RecordEditor
          id={ids.input}
          value={(value ?? {}) as Record<string, unknown>}
          cell={shape.value}
          keys={columns}
          columns={columns}
          isExpression={false}
          readOnly={readOnly}
          bad={NONE}
          onChange={set}
          onLeave={done}
        />
      );
    case "rows":
      return (
        <RowsEditor
          id={ids.input}
          rows={(value ?? []) as Record<string, unknown>[]}
          shape={shape.columns}
          readOnly={readOnly}
          onChange={set}
          onLeave={done}
        />
      );
  }
}
