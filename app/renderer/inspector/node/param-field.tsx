// One param: its label, help, control, default and what is wrong with it. It draws anew only when one of these changes.

import { ActionIcon, Tooltip } from "@mantine/core";
import { CircleHelp, RotateCcw } from "lucide-react";
import { memo, useCallback, useContext, useId, useMemo } from "react";
import { words } from "../../strings/inspector.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import type { Kind, Param } from "../catalog-types.ts";
import type { FieldIds } from "../controls/control.ts";
import { controls } from "../controls/controls.ts";
import { findNode } from "../use-node.ts";
import { sameJson } from "../use-same.ts";
import { defaultText } from "../logic/default-text.ts";
import { isAtParam, IssuesContext } from "./field-issues.ts";
import { IssueLine } from "./issue-line.tsx";
import { isVisible } from "./param-visible.ts";

interface Props {
  readonly node: string;
  readonly kind: Kind;
  readonly param: Param;
}

export const ParamField = memo(function ParamField({ node, kind, param }: Props) {
  const visible = useDocument(({ document }) => {
    const found = findNode(document, node);
    return found !== undefined && isVisible(kind, found, param);
  });
  return visible ? <VisibleField node={node} param={param} /> : null;
});

function VisibleField({ node, param }: { readonly node: string; readonly param: Param }) {
  const { document } = useWorkspace();
  const { name, title, help, control } = param;
  const params = useDocument((state) => findNode(state.document, node)?.params);
  const set = params && Object.hasOwn(params, name) ? params[name] : undefined;
  const isSet = set !== undefined;
  const readOnly = useDocument((state) => state.readOnly);
  const issues = useContext(IssuesContext);
  const own = useMemo(() => issues.filter((issue) => isAtParam(issue, name)), [issues, name]);
  const key = useId();
  const ids = useMemo<FieldIds>(
    () => ({ input: `${key}-input`, label: `${key}-label`, about: `${key}-about` }),
    [key],
  );
  const change = useCallback(
    (value: unknown) => {
      if (value === undefined)
        document.edit(words.unsetLabel(title), [{ do: "unset-param", id: node, param: name }]);
      else
        document.edit(
          words.setLabel(title),
          [{ do: "set-param", id: node, param: name, value }],
          `param:${node}:${name}`,
        );
    },
    [document, node, name, title],
  );
  const done = useCallback(() => document.endMerge(), [document]);
  const Control = controls[control];
  const inline = control === "switch";
  const changed = isSet && !param.required && !sameJson(set, param.default);
  const drawn = (
    <Control
      node={node}
      param={param}
      value={isSet ? set : param.default}
      isSet={isSet}
      readOnly={readOnly}
      ids={ids}
      hasErrors={own.some(({ severity }) => severity === "error")}
      set={change}
      done={done}
    />
  );
  return (
    <div className="mr-field" data-inline={inline || undefined} data-changed={changed || undefined}>
      <div className="mr-field-head">
        <label id={ids.label} htmlFor={ids.input} className="mr-field-label">
          {title}
        </label>
        {param.required && !isSet && (
          <span className="mr-needed" title={words.requiredHelp}>
            {words.required}
          </span>
        )}
        <Tooltip label={help} multiline w={260} position="top-start">
          <button
            type="button"
            className="mr-help"
            aria-label={words.helpFor(title)}
            aria-describedby={ids.about}
          >
            <CircleHelp size={12} aria-hidden />
          </button>
        </Tooltip>
        <span id={ids.about} className="mr-hidden">
          {help}
        </span>
        <span className="mr-field-space" />
        {isSet && !readOnly && (changed || param.required) && (
          <Tooltip label={param.required ? words.clear : words.resetTo(defaultText(param))}>
            <ActionIcon
              size={20}
              className="mr-reset"
              aria-label={param.required ? words.removeNamed(title) : words.reset(title)}
              onClick={() => {
                done();
                change(undefined);
              }}
            >
              <RotateCcw size={12} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        {inline && drawn}
      </div>
      {!inline && drawn}
      {own.map((issue, i) => (
        <IssueLine key={`${issue.code}:${i}`} issue={issue} />
      ))}
    </div>
  );
}
