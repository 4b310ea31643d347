// A value by the shape of its JSON Schema: tags, names with values, rows, or a table.

import { useContext, useMemo } from "react";
import { useInput } from "../context.ts";
import type { JsonShape } from "../logic/json-shape.ts";
import { columnsFor } from "../logic/model-inputs.ts";
import { IssuesContext } from "../node/field-issues.ts";
import { ChoiceList } from "./choice-list.tsx";
import type { ControlProps } from "./control.ts";
import { GridEditor } from "./grid-editor.tsx";
import { RecordEditor } from "./record-editor.tsx";
import { useNames } from "./use-names.ts";
import { RowsEditor } from "./rows-editor.tsx";
import { ValueList } from "./value-list.tsx";
import { VariantsEditor } from "./variants-editor.tsx";

const NO_FIELDS = [] as const;

export function ShapedValue({
  shape,
  ...props
}: ControlProps & { readonly shape: Exclude<JsonShape, { is: "json" }> }) {
  const { param, value, ids, set, done, readOnly } = props;
  const columns = useInput(param)?.fields ?? NO_FIELDS;
  const names = useNames(param);
  // The names of a model's inputs stand before what feeds them.
  const columnsOf = (key: string) =>
    columnsFor(
      names.find(({ name }) => name === key),
      columns,
    );
  const issues = useContext(IssuesContext);
  const bad = useMemo(() => new Set(issues.flatMap(({ path }) => cellAt(path, param.name))), [issues, param]);
  switch (shape.is) {
    case "choices":
      return (
        <ChoiceList
          values={shape.values}
          labels={param.labels}
          chosen={(value ?? []) as string[]}
          readOnly={readOnly}
          onChange={(chosen) => {
            set(chosen);
            done();
          }}
        />
      );
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
          keys={names}
          columns={columns}
          columnsOf={param.keys === "model-inputs" ? columnsOf : undefined}
          isExpression={false}
          readOnly={readOnly}
          onChange={set}
          onLeave={done}
        />
      );
    case "grid":
      return (
        <GridEditor
          id={ids.input}
          label={param.title}
          rows={(value ?? []) as Record<string, unknown>[]}
          readOnly={readOnly}
          bad={bad}
          onChange={set}
          onLeave={done}
        />
      );
    case "variants":
      return (
        <VariantsEditor
          id={ids.input}
          value={(value ?? {}) as Record<string, Record<string, unknown>>}
          tag={shape.tag}
          variants={shape.variants}
          readOnly={readOnly}
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

/** `params.rows[2].price` is the cell `2.price` of rows. */
function cellAt(path: string | undefined, name: string): readonly string[] {
  const prefix = `params.${name}[`;
  return path?.startsWith(prefix) ? [path.slice(prefix.length).replace("]", "")] : [];
}
