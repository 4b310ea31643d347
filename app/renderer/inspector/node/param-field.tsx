// One param of a node, or of several: its label, help, control, default and what is wrong with it. It draws anew only when one of these changes.

import { ActionIcon, Tooltip } from "@mantine/core";
import { CircleHelp, RotateCcw } from "lucide-react";
import { useShallow } from "zustand/react/shallow";
import { memo, useCallback, useContext, useId, useMemo } from "react";
import type { Command } from "../../../../engine/document/command.ts";
import { words } from "../../strings/inspector.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import type { Param } from "../catalog-types.ts";
import type { FieldIds } from "../controls/control.ts";
import { controls, placesEntryIssues } from "../controls/controls.ts";
import { findNode } from "../use-node.ts";
import { sameJson } from "../../ui/same-json.ts";
import { defaultText } from "../logic/default-text.ts";
import { entryOf, isAtParam, IssuesContext } from "./field-issues.ts";
import { IssueLines } from "./issue-line.tsx";
import { isVisible } from "./param-visible.ts";

interface Props {
  /** One node, or several whose kinds share the param. The same array as long as they are the same. */
  readonly nodes: readonly string[];
  readonly param: Param;
}

export const ParamField = memo(function ParamField({ nodes, param }: Props) {
  const { kinds } = useWorkspace();
  const visible = useDocument(({ document }) =>
    nodes.every((id) => {
      const found = findNode(document, id);
      const kind = found && kinds.get(found.kind);
      return kind !== undefined && isVisible(kind, found!, param);
    }),
  );
  return visible ? <VisibleField nodes={nodes} param={param} /> : null;
});

function VisibleField({ nodes, param: told }: Props) {
  const { document } = useWorkspace();
  const { name, title, help, control } = told;
  const values = useDocument(
    useShallow((state) =>
      nodes.map((id) => {
        const params = findNode(state.document, id)?.params;
        return params && Object.hasOwn(params, name) ? params[name] : undefined;
      }),
    ),
  );
  const [set] = values;
  const isSet = values.some((value) => value !== undefined);
  const mixed = values.some((value) => !sameJson(value, set));
  // Where nodes differ, the field shows no value: what is typed then is for all of them.
  const param = useMemo(() => (mixed ? { ...told, default: undefined } : told), [mixed, told]);
  const readOnly = useDocument((state) => state.readOnly);
  const issues = useContext(IssuesContext);
  const own = useMemo(() => issues.filter((issue) => isAtParam(issue, name)), [issues, name]);
  // What a control shows beside its entries does not stand below it again.
  const below = placesEntryIssues.has(control) ? own.filter((issue) => entryOf(issue, name) === null) : own;
  const key = useId();
  const ids = useMemo<FieldIds>(
    () => ({ input: `${key}-input`, label: `${key}-label`, about: `${key}-about` }),
    [key],
  );
  const change = useCallback(
    (value: unknown) => {
      const commands = nodes.map((id): Command =>
        value === undefined
          ? { do: "unset-param", id, param: name }
          : { do: "set-param", id, param: name, value },
      );
      if (value === undefined) document.edit(words.unsetLabel(title, nodes.length), commands);
      else document.edit(words.setLabel(title, nodes.length), commands, `param:${nodes.join()}:${name}`);
    },
    [document, nodes, name, title],
  );
  const done = useCallback(() => document.endMerge(), [document]);
  const Control = controls[control];
  const inline = control === "switch";
  const changed = isSet && !param.required && (mixed || !sameJson(set, param.default));
  const drawn = (
    <Control
      node={nodes[0]}
      param={param}
      value={mixed ? undefined : isSet ? set : param.default}
      isSet={isSet && !mixed}
      readOnly={readOnly}
      ids={ids}
      hasErrors={own.some(({ severity }) => severity === "error")}
      set={change}
      done={done}
    />
  );
  const needed = param.required && !isSet;
  return (
    <div
      className="mr-field"
      data-inline={inline || undefined}
      data-changed={changed || undefined}
      data-needed={needed || undefined}
    >
      <div className="mr-field-head">
        <label id={ids.label} htmlFor={ids.input} className="mr-field-label">
          {title}
        </label>
        {needed && (
          <span className="mr-needed" title={words.requiredHelp}>
            {words.required}
          </span>
        )}
        {mixed && <span className="mr-mixed">{words.mixed}</span>}
        {/* Beside the form: above or below it would cover the field that is being filled in. */}
        <Tooltip label={help} multiline w={260} position="left">
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
          <Tooltip label={param.required ? words.clear : words.resetTo(defaultText(told))}>
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
      <IssueLines issues={below} />
    </div>
  );
}
