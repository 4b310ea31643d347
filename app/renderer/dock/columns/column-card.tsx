// A column of the sample in figures: nulls, different values, spread, most frequent values.

import type { ColumnSummary } from "../../../bridge/shapes.ts";
import { dockText } from "../../strings/dock.ts";
import { count, percent } from "../../ui/format.ts";
import { Histogram } from "../../ui/histogram.tsx";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { figureTextOf, isTime } from "./figure-text.ts";

const text = dockText.columns;
/** The host counts no further. */
const MOST_DISTINCT = 1000;
const TOP_SHOWN = 4;

export function ColumnCard({ column }: { readonly column: ColumnSummary }) {
  const { name, type, rows, nulls, distinct, numbers, histogram, top } = column;
  const present = rows - nulls;
  const distinctText =
    distinct === null ? null : distinct >= MOST_DISTINCT ? text.atLeast(distinct) : count(distinct);
  return (
    <article className="mr-column-card" aria-label={name}>
      <header className="mr-column-head">
        <TypeIcon type={iconOf(type)} />
        <span className="mr-column-name" title={name}>
          {name}
        </span>
        <span className="mr-column-type" title={type}>
          {type}
        </span>
      </header>
      <div className="mr-column-share" title={dockText.preview.nullShare(rows > 0 ? nulls / rows : 0, nulls)}>
        <span style={{ width: `${rows > 0 ? (present / rows) * 100 : 0}%` }} />
      </div>
      <p className="mr-column-counts mr-numbers">
        <span className={nulls > 0 ? "mr-column-nulls" : undefined}>
          {text.nulls} {nulls > 0 ? `${percent(nulls / rows)} (${count(nulls)})` : "0"}
        </span>
        {distinctText !== null && (
          <span>
            {text.distinct} {distinctText}
          </span>
        )}
      </p>
      {numbers && histogram ? (
        <Spread name={name} type={type} numbers={numbers} histogram={histogram} />
      ) : top && top.length > 0 ? (
        <TopValues name={name} top={top} rows={present} distinct={distinct} />
      ) : (
        <p className="mr-column-none">{present === 0 ? text.empty : text.noFigures}</p>
      )}
    </article>
  );
}

interface SpreadProps {
  readonly name: string;
  readonly type: string;
  readonly numbers: NonNullable<ColumnSummary["numbers"]>;
  readonly histogram: readonly number[];
}

function Spread({ name, type, numbers: { min, max, mean, median }, histogram }: SpreadProps) {
  const figureText = figureTextOf(type);
  const wide = isTime(type);
  const step = (max - min) / histogram.length;
  const barTitle = (bar: number) =>
    text.bin(figureText(min + bar * step), figureText(min + (bar + 1) * step), histogram[bar]);
  const figures: Readonly<Record<string, number>> = wide
    ? { [text.min]: min, [text.max]: max }
    : { [text.min]: min, [text.median]: median, [text.mean]: mean, [text.max]: max };
  return (
    <>
      <Histogram
        counts={histogram}
        width={192}
        height={36}
        label={text.histogram(name)}
        barTitle={barTitle}
      />
      <dl className={`mr-column-figures mr-numbers ${wide ? "mr-column-figures-wide" : ""}`}>
        {Object.entries(figures).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd title={wide || !Number.isFinite(value) ? figureText(value) : String(value)}>
              {figureText(value)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface TopProps {
  readonly name: string;
  readonly top: NonNullable<ColumnSummary["top"]>;
  readonly rows: number;
  readonly distinct: number | null;
}

function TopValues({ name, top, rows, distinct }: TopProps) {
  const shown = top.slice(0, TOP_SHOWN);
  const others = (distinct ?? top.length) - shown.length;
  return (
    <ol className="mr-column-top" aria-label={text.top(name)}>
      {shown.map(({ value, count: times }) => (
        <li key={value} title={`${value}: ${dockText.rows(times)}`}>
          <span className="mr-column-top-bar" style={{ width: `${(times / Math.max(1, rows)) * 100}%` }} />
          <span className="mr-column-top-value">{value === "" ? '""' : value}</span>
          <span className="mr-numbers">{percent(times / Math.max(1, rows))}</span>
        </li>
      ))}
      {others > 0 && <li className="mr-column-top-others">{text.others(others)}</li>}
    </ol>
  );
}

/** `timestamp (UTC)`, `list of text`, `float32[16]`: the first word says the kind, brackets a tensor. */
function iconOf(type: string): string {
  return type.includes("[") ? "tensor" : (/^\w+/.exec(type)?.[0] ?? type);
}
