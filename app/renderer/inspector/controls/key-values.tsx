// Names with a text each: columns and their new names, types or expressions.

import { useEntryIssues } from "../node/field-issues.ts";
import { IssueLines } from "../node/issue-line.tsx";
import { useInput } from "../context.ts";
import { cellOf, fitsShape } from "../logic/json-shape.ts";
import type { JsonSchema } from "../catalog-types.ts";
import { groupAttributes, type ControlProps } from "./control.ts";
import { ExpressionHelp } from "./expression-help.tsx";
import { JsonText } from "./json-text.tsx";
import { RecordEditor } from "./record-editor.tsx";
import { useNames } from "./use-names.ts";

const TEXT = { is: "scalar", types: ["string"] } as const;
const NO_FIELDS = [] as const;

export function KeyValuesControl(props: ControlProps) {
  const { param, value, ids, set, done, readOnly, hasErrors } = props;
  const columns = useInput(param)?.fields ?? NO_FIELDS;
  const issues = useEntryIssues(param.name);
  const names = useNames(param);
  const plain = cellOf((param.schema.additionalProperties ?? {}) as JsonSchema) ?? TEXT;
  const cell = param.choices ? ({ is: "choice", values: param.choices } as const) : plain;
  const fits = fitsShape(value, { is: "record", value: cell });
  // Of entries that are not there: a name that is missing, or a value that is shown as JSON.
  const others = [...issues].flatMap(([key, some]) => (fits && Object.hasOwn(value ?? {}, key) ? [] : some));
  return (
    <div {...groupAttributes(props)}>
      {fits ? (
        <RecordEditor
          id={ids.input}
          value={(value ?? {}) as Record<string, unknown>}
          cell={cell}
          keys={names}
          columns={columns}
          isExpression={param.values === "expression"}
          readOnly={readOnly}
          issues={issues}
          onChange={set}
          onLeave={done}
        />
      ) : (
        <JsonText
          id={ids.input}
          describedBy={ids.about}
          value={value}
          invalid={hasErrors}
          readOnly={readOnly}
          onChange={set}
          onLeave={done}
        />
      )}
      {param.values === "expression" && <ExpressionHelp />}
      <IssueLines issues={others} />
    </div>
  );
}
