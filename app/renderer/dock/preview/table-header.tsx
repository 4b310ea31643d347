// The head of a column: what it holds, its name, how much of it is null; a click sorts, its edge makes it wider.

import { ArrowDown, ArrowUp } from "lucide-react";
import { useRef, type PointerEvent } from "react";
import { dockText } from "../../strings/dock.ts";
import { percent } from "../../ui/format.ts";
import { isNumeric } from "../../ui/cell-text.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { formatType, type Field } from "../../../../engine/frames/types.ts";
import type { Sort } from "./use-table-view.ts";

const text = dockText.preview;

export type ColumnMark = "new" | "gone";

interface Props {
  readonly id: string;
  readonly index: number;
  readonly field: Field;
  readonly left: number;
  readonly width: number;
  readonly nulls: { readonly rows: number; readonly nulls: number } | undefined;
  readonly mark: ColumnMark | undefined;
  readonly sort: Sort | null;
  readonly active: boolean;
  readonly onSort: () => void;
  readonly onWidth: (width: number) => void;
}

export function TableHeader(props: Props) {
  const { id, index, field, left, width, nulls, mark, sort, active, onSort } = props;
  const { name, type } = field;
  const share = nulls && nulls.rows > 0 ? nulls.nulls / nulls.rows : 0;
  const sorted = sort?.column === name ? sort : null;
  const markText = mark && (mark === "new" ? text.isNew : text.isGone);
  const nullText = nulls && (share > 0 ? text.nullShare(share, nulls.nulls) : text.noNulls);
  const title = [name, formatType(type), nullText, markText].filter(Boolean).join(" · ");
  const Arrow = sorted?.down ? ArrowDown : ArrowUp;
  const classes = ["mr-th"];
  if (isNumeric(type.type)) classes.push("mr-th-number");
  if (active) classes.push("mr-td-active");
  if (mark) classes.push(`mr-th-${mark}`);
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={sorted ? (sorted.down ? "descending" : "ascending") : "none"}
      className={classes.join(" ")}
      style={{ left, width }}
      title={title}
      onClick={onSort}
    >
      <span className="mr-th-icon">
        <TypeIcon type={type.type} />
      </span>
      <span className="mr-th-name">{name}</span>
      {sorted && <Arrow size={12} aria-hidden className="mr-th-sort" />}
      {share > 0 && <span className="mr-th-null">{percent(share)} ∅</span>}
      {share > 0 && <span className="mr-th-null-bar" style={{ width: `${share * 100}%` }} />}
      <Resizer {...props} />
    </div>
  );
}

function Resizer({ width, onWidth }: Props) {
  const drag = useRef<{ readonly at: number; readonly width: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) onWidth(drag.current.width + event.clientX - drag.current.at);
  };
  return (
    <span
      className="mr-th-resize"
      aria-hidden
      onClick={(event) => event.stopPropagation()}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
    />
  );
}
