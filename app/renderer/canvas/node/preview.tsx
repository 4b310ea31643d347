// The first rows of what a node gives, on its card; or its first pictures, recordings, or a text with its spans.

import { ChevronDown, ChevronRight, Pin } from "lucide-react";
import { memo } from "react";
import { hueOf } from "../../marks/labels.ts";
import "../../marks/marks.css";
import { canvasWords as words } from "../../strings/canvas.ts";
import { isNumeric } from "../../ui/cell-text.ts";
import { short } from "../../ui/format.ts";
import { Histogram } from "../../ui/histogram.tsx";
import { usePlan, usePreview } from "../../workspace.tsx";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import { Pictures } from "./pictures.tsx";
import {
  captionOf,
  columnOfType,
  madeTensorPicture,
  ROWS,
  shownCell,
  shownColumns,
  shownPort,
  shownSpark,
} from "./preview-rows.ts";
import { columnShares } from "./preview-widths.ts";
import { snippetOf } from "./snippet.ts";
import { Waves } from "./waves.tsx";

interface Props {
  readonly id: string;
  readonly title: string;
}

export const Preview = memo(function Preview({ id, title }: Props) {
  const preview = usePreview((state) => state.nodes[id]);
  const stale = usePreview((state) => state.stale.has(id));
  const pinned = usePreview((state) => state.pinned.has(id));
  const folded = useCanvas((state) => state.folded.has(id));
  const canvas = useCanvasStore();
  const planned = usePlan((state) => state.nodes[id]);
  const shown = preview && shownPort(preview);
  if (!shown) return null;
  const fold = () => {
    const next = new Set(canvas.getState().folded);
    if (!next.delete(id)) next.add(id);
    canvas.setState({ folded: next });
  };
  const spark = shownSpark(shown.port, planned);
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <div className={stale ? "mr-card-preview mr-preview-stale" : "mr-card-preview"}>
      <button
        className="mr-preview-head nodrag"
        aria-expanded={!folded}
        title={folded ? words.showPreview : words.hidePreview}
        onClick={fold}
      >
        <Chevron size={12} aria-hidden />
        <span className="mr-numbers" title={captionOf(shown.port)}>
          {captionOf(shown.port)}
        </span>
        {pinned && (
          <span className="mr-preview-pin" role="img" aria-label={words.pinned} title={words.pinned}>
            <Pin size={11} aria-hidden />
          </span>
        )}
        {spark && (
          <span className="mr-spark" title={words.spread(spark.column, short(spark.min), short(spark.max))}>
            <Histogram
              counts={spark.bins}
              width={36}
              height={14}
              label={words.spread(spark.column, short(spark.min), short(spark.max))}
            />
          </span>
        )}
      </button>
      {!folded && shown.port.rows > 0 && <Rows node={id} title={title} shown={shown} />}
    </div>
  );
});

type Shown = NonNullable<ReturnType<typeof shownPort>>;

function Rows({ node, title, shown }: { node: string; title: string; shown: Shown }) {
  const planned = usePlan((state) => state.nodes[node]);
  const { port, id, several } = shown;
  const pictures = madeTensorPicture(port, planned) ?? columnOfType(port, "image");
  // One of several outputs: the rows themselves do not say which.
  const name = several ? (
    <p className="mr-preview-port">{words.rowsOf(planned?.ports[id]?.title ?? id)}</p>
  ) : null;
  const placeOf = (column: string) => port.schema.fields.findIndex((field) => field.name === column);
  if (pictures !== null)
    return (
      <>
        {name}
        <Pictures
          node={node}
          port={id}
          column={pictures}
          rows={port.rows}
          head={port.head}
          place={placeOf(pictures)}
        />
      </>
    );
  const sounds = columnOfType(port, "audio");
  if (sounds !== null)
    return (
      <>
        {name}
        <Waves node={node} port={id} column={sounds} place={placeOf(sounds)} head={port.head} />
      </>
    );
  const snippet = snippetOf(port.head.at(0));
  if (snippet !== null)
    return (
      <>
        {name}
        <p className="mr-snippet">
          {snippet.map(({ text, mark }, at) =>
            mark ? (
              <mark
                key={at}
                className={`mr-snippet-mark ${hueOf(mark.label)}`}
                title={mark.label ?? undefined}
              >
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </p>
      </>
    );
  const columns = columnShares(port, shownColumns(port, planned));
  const { fields } = port.schema;
  return (
    <>
      {name}
      <table className="mr-preview-rows mr-numbers" aria-label={words.previewOf(title)}>
        <colgroup>
          {columns.map(({ place, share }) => (
            <col key={place} style={{ width: `${share * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ place }) => (
              <th
                key={place}
                className={isNumeric(fields[place].type.type) ? "mr-cell-number" : undefined}
                title={fields[place].name}
              >
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
                const { text, look } = shownCell(cell, fields[place].type.type);
                return (
                  <td
                    key={place}
                    className={`mr-cell-${look} ${isNumeric(fields[place].type.type) ? "mr-cell-number" : ""}`}
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
    </>
  );
}
