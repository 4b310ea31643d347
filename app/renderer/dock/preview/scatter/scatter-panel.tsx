// A column of vectors as points beside the table: what is near each other, and which row each point is.

import { NativeSelect } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { PreviewCell } from "../../../../bridge/shapes.ts";
import { useCellAnswer } from "../../../marks/cell-answer.ts";
import { scatterText as text } from "../../../strings/scatter.ts";
import { cellText } from "../../../ui/cell-text.ts";
import { short } from "../../../ui/format.ts";
import type { Place } from "../samples.ts";
import type { TableView } from "../use-table-view.ts";
import { ScatterPicture } from "./scatter-picture.tsx";
import { colourColumn, colouring, pointsOf } from "./scatter-points.ts";
import "./scatter.css";

interface Props {
  readonly view: TableView;
  readonly place: Place;
  /** Columns of vectors. */
  readonly columns: readonly string[];
}

/** As many as the engine lays flat. */
const MOST_ROWS = 2000;
/** Cells of a row that are told of a point. */
const MOST_WORDS = 3;
const LETTERS = 40;

export function ScatterPanel({ view, place, columns }: Props) {
  const { pages } = view;
  const { fields } = pages.result.schema;
  const [chosen, setChosen] = useState<string | null>(null);
  const [wantedColour, setColour] = useState<string | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const column = chosen !== null && columns.includes(chosen) ? chosen : columns[0];
  const rows = Math.min(MOST_ROWS, pages.rows);
  const { value, trouble } = useCellAnswer(place, {
    key: `scatter ${column} ${rows}`,
    ask: ({ preview }, session) => preview.scatter({ session, ...place, column, rows }),
    keep: true,
  });
  useEffect(() => pages.need(0, rows), [pages, rows]);
  const points = useMemo(() => (value ? pointsOf(value.points) : []), [value]);
  const version = pages.version();
  const cellsOf = (at: number) => Array.from({ length: rows }, (_, row) => pages.row(row)?.cells[at]);
  const guessed = useMemo(() => colourColumn(fields, cellsOf), [pages, version]);
  const names = fields
    .filter(({ type }) => COLOURABLE.has(type.type) || /\d$/.test(type.type))
    .map(({ name }) => name);
  const colour = wantedColour ?? guessed ?? "";
  const colourAt = fields.findIndex(({ name }) => name === colour);
  const colours = useMemo(() => colouring(colourAt < 0 ? [] : cellsOf(colourAt)), [pages, version, colourAt]);
  const shown = useMemo(
    () => new Set(Array.from({ length: view.count }, (_, at) => view.rowAt(at))),
    [view.rowAt, view.count],
  );
  const active = view.active && view.active.row >= 0 ? view.rowAt(view.active.row) : null;
  const select = (row: number) => {
    const at = view.placeOf(row);
    if (at >= 0) view.select({ row: at, column: Math.max(0, view.active?.column ?? 0) });
  };
  const told = hovered ?? active;
  const [x = 0, y = 0] = value?.explained ?? [];
  return (
    <section className="mr-scatter" aria-label={text.panel(column)}>
      <div className="mr-scatter-bar">
        {columns.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={text.column}
            value={column}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[...columns]}
          />
        )}
        {value && (
          <span className="mr-scatter-title mr-numbers" title={text.explainedHelp(x, y)}>
            {text.title(value.rows, value.dimensions)} · {text.explained(x + y)}
            {points.length < value.rows && ` · ${text.without(value.rows - points.length)}`}
          </span>
        )}
        <NativeSelect
          className="mr-scatter-colour"
          size="xs"
          aria-label={text.colour}
          title={text.colour}
          value={colour}
          onChange={(event) => setColour(event.currentTarget.value)}
          data={[{ value: "", label: text.noColour }, ...names]}
        />
      </div>
      {trouble !== null ? (
        <p className="mr-detail-trouble" role="alert">
          {text.failed}: {trouble}
        </p>
      ) : !value ? (
        <p className="mr-sample-note" role="status">
          {text.loading}
        </p>
      ) : points.length === 0 ? (
        <p className="mr-sample-note">{text.none}</p>
      ) : (
        <ScatterPicture
          label={text.panel(column)}
          points={points}
          colourOf={(row) => colours.of(colourAt < 0 ? undefined : pages.row(row)?.cells[colourAt])}
          isShown={(row) => shown.has(row)}
          active={active}
          hovered={hovered}
          onHover={setHovered}
          onSelect={select}
        />
      )}
      <div className="mr-scatter-foot" aria-live="polite">
        {told === null ? (
          <Legend legend={colours.legend} scale={colours.scale} />
        ) : (
          <span className="mr-scatter-row">{text.row(told + 1, rowWords(pages.row(told)?.cells))}</span>
        )}
      </div>
    </section>
  );
}

const COLOURABLE: ReadonlySet<string> = new Set(["text", "bool"]);

type LegendProps = Pick<ReturnType<typeof colouring>, "legend" | "scale">;

function Legend({ legend, scale }: LegendProps) {
  if (scale)
    return (
      <span className="mr-scatter-scale mr-numbers">
        {short(scale.min)} <i /> {short(scale.max)}
      </span>
    );
  if (legend.length === 0) return <span title={text.help}>{text.help}</span>;
  return legend.map(([value, hue]) => (
    <span key={value} className={`mr-scatter-label ${hue}`}>
      <span className="mr-swatch" aria-hidden /> {value}
    </span>
  ));
}

/** Texts and numbers of a row, the first few. */
function rowWords(cells: readonly PreviewCell[] | undefined): string {
  const plain = (cells ?? []).filter((cell) => cell !== null && typeof cell !== "object");
  return plain
    .slice(0, MOST_WORDS)
    .map((cell) => (cellText(cell, { as: "fixed", decimals: 2 }) ?? "").slice(0, LETTERS))
    .join(" · ");
}
