// A number: typed, or stepped with the arrow keys; with its range and its unit, and empty where it may be left open.

import { TextInput } from "@mantine/core";
import { useMemo, type KeyboardEvent } from "react";
import { words } from "../../strings/inspector.ts";
import { numberRule, numberText, rangeText, readNumber, stepped } from "../logic/read-value.ts";
import { withUnit } from "../../ui/format.ts";
import { labelOf } from "../../ui/param-label.ts";
import { useDraft } from "../use-draft.ts";
import { inputAttributes, type ControlProps } from "./control.ts";

/** What a number says that is hard to read: its label, or how much so many bytes are. */
function meaningOf(value: unknown, param: ControlProps["param"]): string | null {
  const label = labelOf(param, value);
  if (label !== undefined) return label;
  return param.unit === "bytes" && typeof value === "number" && value >= 1000 ? words.bytesAre(value) : null;
}

export function NumberControl(props: ControlProps) {
  const { param, value, set, done, readOnly } = props;
  const rule = useMemo(() => numberRule(param.schema), [param.schema]);
  const draft = useDraft({ value, format: numberText, set, read: (text) => readNumber(text, rule) });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return draft.drop();
    if (event.key === "Enter") return draft.leave();
    if ((event.key !== "ArrowUp" && event.key !== "ArrowDown") || readOnly) return;
    event.preventDefault();
    const from = typeof value === "number" ? value : (rule.min ?? 0);
    draft.change(String(stepped(from, event.key === "ArrowUp" ? 1 : -1, rule, event.shiftKey)));
  };
  const aside = meaningOf(value, param) ?? withUnit(rangeText(rule) ?? "", param.unit).trim();
  return (
    <TextInput
      {...inputAttributes(props)}
      className="mr-numbers"
      inputMode="decimal"
      value={draft.text}
      placeholder={rule.nullable ? words.open : undefined}
      error={draft.wrong}
      rightSection={aside ? <span className="mr-unit">{aside}</span> : undefined}
      rightSectionWidth={aside ? `calc(${aside.length}ch + 16px)` : undefined}
      rightSectionPointerEvents="none"
      onChange={(event) => draft.change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        draft.leave();
        done();
      }}
    />
  );
}
