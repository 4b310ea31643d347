// A list of cases, each with a name and a condition that is built or written: what a branch decides by.

import { ActionIcon, Button, TextInput } from "@mantine/core";
import { ChevronDown, ChevronUp, Plus, X } from "lucide-react";
import { words } from "../../strings/inspector.ts";
import type { Issue } from "../../../../engine/document/issue.ts";
import { useInput } from "../context.ts";
import { caseShape, newCase, type Case } from "../logic/cases.ts";
import { moved } from "../logic/column-filter.ts";
import { scalarText } from "../logic/read-value.ts";
import { useEntryIssues } from "../node/field-issues.ts";
import { IssueLines } from "../node/issue-line.tsx";
import { groupAttributes, type ControlProps } from "./control.ts";
import { ConditionOrText } from "./expression.tsx";
import { JsonText } from "./json-text.tsx";

const NO_ISSUES: readonly Issue[] = [];

export function ConditionsControl(props: ControlProps) {
  const { param, value, ids, set, done, readOnly, hasErrors } = props;
  const schema = useInput(param);
  const issues = useEntryIssues(param.name);
  const shape = caseShape(param.schema);
  if (!shape || (value !== undefined && !Array.isArray(value)))
    return (
      <div {...groupAttributes(props)}>
        <JsonText
          id={ids.input}
          describedBy={ids.about}
          value={value}
          example={param.example}
          invalid={hasErrors}
          readOnly={readOnly}
          onChange={set}
          onLeave={done}
        />
        <IssueLines issues={[...issues.values()].flat()} />
      </div>
    );
  const cases = (value ?? []) as readonly Case[];
  const now = (next: readonly Case[]) => {
    set(next);
    done();
  };
  return (
    <div {...groupAttributes(props)} className="mr-rows">
      {cases.map((each, i) => {
        const name =
          scalarText(each[shape.label ?? ""]) || scalarText(each[shape.id ?? ""]) || words.newItem(i + 1);
        const own = issues.get(String(i)) ?? NO_ISSUES;
        const put = (key: string, next: unknown) => set(cases.with(i, { ...each, [key]: next }));
        return (
          <fieldset key={i} className="mr-row-card">
            <legend className="mr-hidden">{name}</legend>
            <div className="mr-case">
              <div className="mr-case-names">
                {shape.texts.map((key) => (
                  <TextInput
                    key={key}
                    aria-label={words.cellOf(shape.about[key].title, i + 1)}
                    label={shape.about[key].title}
                    title={shape.about[key].help}
                    placeholder={key === shape.label ? scalarText(each[shape.id ?? ""]) : undefined}
                    className={key === shape.id ? "mr-mono" : undefined}
                    value={scalarText(each[key])}
                    readOnly={readOnly}
                    onChange={(event) => put(key, event.currentTarget.value)}
                    onBlur={done}
                  />
                ))}
              </div>
              <ConditionOrText
                build
                label={words.cellOf(shape.expression, i + 1)}
                text={scalarText(each[shape.expression])}
                schema={schema}
                invalid={own.some(({ path }) => path?.endsWith(`.${shape.expression}`))}
                issues={own}
                readOnly={readOnly}
                onChange={(text) => put(shape.expression, text)}
                onLeave={done}
              />
              <IssueLines issues={own} />
            </div>
            <div className="mr-row-tools">
              <ActionIcon
                size={20}
                aria-label={words.removeBranch(name)}
                disabled={readOnly}
                onClick={() => now(cases.toSpliced(i, 1))}
              >
                <X size={12} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size={20}
                aria-label={words.moveUp(name)}
                disabled={readOnly || i === 0}
                onClick={() => now(moved(cases, i, i - 1))}
              >
                <ChevronUp size={12} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size={20}
                aria-label={words.moveDown(name)}
                disabled={readOnly || i === cases.length - 1}
                onClick={() => now(moved(cases, i, i + 1))}
              >
                <ChevronDown size={12} aria-hidden />
              </ActionIcon>
            </div>
          </fieldset>
        );
      })}
      <Button
        id={ids.input}
        // The label of the field is not its name.
        aria-label={words.addBranch}
        size="compact-xs"
        variant="subtle"
        leftSection={<Plus size={12} aria-hidden />}
        disabled={readOnly}
        onClick={() => now([...cases, newCase(shape, cases)])}
      >
        {words.addBranch}
      </Button>
    </div>
  );
}
