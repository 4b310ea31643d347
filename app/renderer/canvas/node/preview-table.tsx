// The first rows of a sample as a small table, a few columns of it.

import type { PlannedView, PreviewPort } from "../../../bridge/shapes.ts";
import { isNumeric } from "../../ui/cell-text.ts";
import { ROWS, shownCell, shownColumns } from "./preview-rows.ts";
import { columnShares } from "./preview-widths.ts";

interface Props {
  readonly port: PreviewPort;
  readonly planned: PlannedView | undefined;
  readonly read: readonly string[];
  readonly label: string;
}

export function PreviewTable({ port, planned, read, label }: Props) {
  const columns = columnShares(port, shownColumns(port, planned, read));
  const { fields } = port.schema;
  const lookOf = (place: number) => (isNumeric(fields[place].type.type) ? "mr-cell-number" : "");
  return (
    <table className="mr-preview-rows mr-numbers" aria-label={label}>
      <colgroup>
        {columns.map(({ place, share }) => (
          <col key={place} style={{ width: `${share * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ place }) => (
            <th key={place} className={lookOf(place) || undefined} title={fields[place].name}>
              {fields[place].name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {port.head.slice(0, ROWS).map((row, index) => (
          <tr key={index}>
            {columns.map(({ place }) => {
              const cell = row[place];
              const { text, look } = shownCell(cell, fields[place]);
              return (
                <td
                  key={place}
                  className={`mr-cell-${look} ${lookOf(place)}`}
                  title={typeof cell === "string" ? cell : text}
                >
                  {text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
