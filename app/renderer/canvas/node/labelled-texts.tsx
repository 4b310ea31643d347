// Texts with what they were told to be, on a card: the beginning of each, its label and how sure that is.

import type { PreviewCell } from "../../../bridge/shapes.ts";
import { hueOf } from "../../marks/labels.ts";
import "../../marks/marks.css";
import { canvasWords as words } from "../../strings/canvas.ts";
import { scoreText } from "../../ui/json-words.ts";
import type { Labelled } from "./labelled.ts";

interface Props {
  readonly columns: Labelled;
  readonly head: readonly (readonly PreviewCell[])[];
  readonly label: string;
}

/** As high as a table with three rows. */
const MOST = 3;
const LETTERS = 80;

export function LabelledTexts({ columns, head, label: name }: Props) {
  return (
    <ul className="mr-labelled" aria-label={name}>
      {head.slice(0, MOST).map((cells, row) => {
        const text = textOf(cells[columns.text]);
        const label = cells[columns.label];
        const score = columns.score === null ? null : cells[columns.score];
        return (
          <li key={row}>
            <span className="mr-labelled-text" title={text}>
              {text.slice(0, LETTERS)}
            </span>
            {typeof label === "string" && label !== "" ? (
              <span className={`mr-labelled-label ${hueOf(label)}`}>{label.slice(0, LETTERS)}</span>
            ) : (
              <span className="mr-labelled-none">{words.noLabel}</span>
            )}
            <span className="mr-labelled-score mr-numbers">
              {typeof score === "number" ? scoreText(score) : ""}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function textOf(cell: PreviewCell | undefined): string {
  return typeof cell === "string" ? cell.replaceAll(/\s+/g, " ").trim() : "";
}
