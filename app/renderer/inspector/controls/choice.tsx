// One of a few values: side by side where they are few and short, else a list.

import { SegmentedControl, Select } from "@mantine/core";
import { useMemo } from "react";
import { groupAttributes, inputAttributes, type ControlProps } from "./control.ts";

const MOST_SEGMENTS = 3;
/** Letters of all labels that fit side by side in the narrowest inspector. */
const MOST_LETTERS = 26;

export function ChoiceControl(props: ControlProps) {
  const { param, value, set, done, readOnly } = props;
  const data = useMemo(() => {
    const values = (param.schema.enum ?? []) as readonly string[];
    return values.map((each) => ({ value: each, label: param.labels?.[each] ?? each }));
  }, [param]);
  const current = typeof value === "string" ? value : null;
  const choose = (next: string | null) => {
    if (next === null) return;
    set(next);
    done();
  };
  const letters = data.reduce((sum, { label }) => sum + label.length, 0);
  const known = data.some((each) => each.value === current);
  if (known && data.length <= MOST_SEGMENTS && letters <= MOST_LETTERS)
    return (
      <SegmentedControl
        {...groupAttributes(props)}
        role="radiogroup"
        size="xs"
        fullWidth
        data={data}
        value={current!}
        readOnly={readOnly}
        onChange={choose}
      />
    );
  const all = known || current === null ? data : [...data, { value: current, label: current }];
  return (
    <Select
      {...inputAttributes(props)}
      data={all}
      value={current}
      error={!known && current !== null}
      allowDeselect={false}
      searchable={data.length > 8}
      onChange={choose}
    />
  );
}
