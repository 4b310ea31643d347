// An expression: as text, or built from comparisons where it says no more than they can.

import { Button } from "@mantine/core";
import { useState } from "react";
import type { Issue } from "../../../../engine/document/issue.ts";
import { words } from "../../strings/inspector.ts";
import { useInput } from "../context.ts";
import { useIssuesAt } from "../node/field-issues.ts";
import { readConditions } from "../logic/condition-text.ts";
import { ConditionBuilder } from "./condition-builder.tsx";
import { groupAttributes, type ControlProps } from "./control.ts";
import { ExpressionHelp } from "./expression-help.tsx";
import { ExpressionInput } from "./expression-input.tsx";

const NO_FIELDS = [] as const;

export function ExpressionControl(props: ControlProps) {
  const { ids, value, param, set, done, readOnly, hasErrors } = props;
  const text = typeof value === "string" ? value : "";
  const issues = useIssuesAt(`params.${param.name}`);
  return (
    <div {...groupAttributes(props)}>
      <ConditionOrText
        id={ids.input}
        describedBy={ids.about}
        text={text}
        schema={useInput(param)}
        invalid={hasErrors}
        issues={issues}
        readOnly={readOnly}
        onChange={set}
        onLeave={done}
      />
    </div>
  );
}

interface Props {
  readonly id?: string;
  readonly label?: string;
  readonly describedBy?: string;
  readonly text: string;
  readonly schema: ReturnType<typeof useInput>;
  readonly invalid: boolean;
  readonly issues: readonly Issue[];
  readonly readOnly: boolean;
  /** Built from comparisons to begin with, where that can be. */
  readonly build?: boolean;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** Both ways to write a condition, and the switch between them. */
export function ConditionOrText({ build = false, text, schema, ...props }: Props) {
  const [building, setBuilding] = useState(build);
  const conditions = readConditions(text);
  const built = building && conditions !== null;
  const columns = schema?.fields ?? NO_FIELDS;
  const other = (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      disabled={conditions === null}
      title={conditions === null ? words.textOnly : undefined}
      onClick={() => setBuilding(!built)}
    >
      {built ? words.asText : words.asConditions}
    </Button>
  );
  if (built) return <ConditionBuilder {...props} conditions={conditions} columns={columns} aside={other} />;
  return (
    <div className="mr-condition">
      <ExpressionInput {...props} value={text} columns={columns} />
      <div className="mr-condition-foot">
        <span className="mr-faint">{building ? words.textOnly : words.expressionKeys}</span>
        <ExpressionHelp />
        {other}
      </div>
    </div>
  );
}
