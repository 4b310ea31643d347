// Which columns of boxes are drawn, where a row has several.

import { Checkbox } from "@mantine/core";
import { marksText as text } from "../../../strings/marks.ts";
import type { FoundBoxes } from "./use-found-boxes.ts";

export function BoxColumns({ found: { columns, chosen, choose } }: { readonly found: FoundBoxes }) {
  if (columns.length < 2) return null;
  return (
    <fieldset className="mr-marks-labels">
      <legend className="mr-visually-hidden">{text.columns}</legend>
      {columns.map((column) => (
        <Checkbox
          key={column}
          size="xs"
          label={column}
          checked={chosen.includes(column)}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            choose(columns.filter((each) => (each === column ? checked : chosen.includes(each))));
          }}
        />
      ))}
    </fieldset>
  );
}
