// A list of lines with columns, of which only those in sight are drawn: failed rows, the log, times of nodes.

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import "./line-grid.css";

export interface LineColumn<T> {
  readonly id: string;
  readonly title: string;
  /** A track of a CSS grid: `minmax(0, 2fr)`. */
  readonly width: string;
  readonly end?: boolean;
  readonly cell: (item: T) => ReactNode;
}

interface Props<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly LineColumn<T>[];
  readonly active: number | null;
  readonly onActive: (index: number | null) => void;
  readonly onEnter?: (item: T) => void;
  /** Stays at the end while lines come, unless somebody has scrolled up. */
  readonly follow?: boolean;
  readonly classOf?: (item: T) => string;
}

const LINE_HEIGHT = 28;

export function LineGrid<T>(props: Props<T>) {
  const { label, items, columns, active, onActive, onEnter, follow = false, classOf } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lines = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 8,
    // The header lies over the first pixels of the body, see the CSS.
    paddingStart: LINE_HEIGHT,
    scrollPaddingStart: LINE_HEIGHT,
  });
  useEffect(() => {
    if (follow && atEnd.current && items.length > 0) lines.scrollToIndex(items.length - 1);
  }, [follow, items.length, lines]);
  const onScroll = () => {
    const { scrollTop, clientHeight, scrollHeight } = scroller.current!;
    atEnd.current = scrollTop + clientHeight >= scrollHeight - LINE_HEIGHT;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Escape" && active !== null) return onActive(null);
    if (event.key === "Enter" && active !== null && onEnter) return onEnter(items[active]);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / LINE_HEIGHT) - 2);
    const last = items.length - 1;
    const steps: Record<string, number> = {
      ArrowDown: (active ?? -1) + 1,
      ArrowUp: (active ?? 1) - 1,
      PageDown: (active ?? 0) + page,
      PageUp: (active ?? 0) - page,
      Home: 0,
      End: last,
    };
    if (!(event.key in steps) || items.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(last, Math.max(0, steps[event.key]));
    onActive(next);
    lines.scrollToIndex(next);
  };
  const gridTemplateColumns = columns.map(({ width }) => width).join(" ");
  return (
    <div
      ref={scroller}
      className="mr-lines"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={items.length + 1}
      aria-activedescendant={active === null ? undefined : `${id}-${active}`}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      <div className="mr-lines-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns }}>
        {columns.map(({ id: column, title, end }) => (
          <div key={column} role="columnheader" className={end ? "mr-line-end" : undefined} title={title}>
            {title}
          </div>
        ))}
      </div>
      <div role="presentation" className="mr-lines-body" style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            id={`${id}-${index}`}
            role="row"
            aria-rowindex={index + 2}
            aria-selected={index === active}
            className={`mr-line ${index === active ? "mr-line-active" : ""} ${classOf?.(items[index]) ?? ""}`}
            style={{ gridTemplateColumns, height: LINE_HEIGHT, transform: `translateY(${start}px)` }}
            onClick={() => onActive(index)}
          >
            {columns.map(({ id: column, end, cell }) => (
              <div key={column} role="gridcell" className={end ? "mr-line-cell mr-line-end" : "mr-line-cell"}>
                {cell(items[index])}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
