// A text with its spans: each in the colour of its label, all of them in a list, and a way from one to the next.

import { ActionIcon, Modal } from "@mantine/core";
import { ChevronDown, ChevronUp } from "lucide-react";
import { Fragment, memo, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { ALL_MARKS, labelText, passing } from "../../../marks/filter-marks.ts";
import { hueOf } from "../../../marks/labels.ts";
import { MarksList } from "../../../marks/marks-list.tsx";
import type { SpanMark } from "../../../marks/read-marks.ts";
import { columnsWith, useRowMarks } from "../../../marks/row-marks.ts";
import { useWhole } from "../../../marks/whole-cell.ts";
import type { Shell } from "../../../shell.ts";
import { dockText } from "../../../strings/dock.ts";
import { textText as text } from "../../../strings/text.ts";
import { count } from "../../../ui/format.ts";
import { CopyJson } from "../copy-json.tsx";
import "../details.css";
import type { Place } from "../samples.ts";
import type { TableView } from "../use-table-view.ts";
import { blocksOf, type Block } from "./pieces.ts";
import { CutNote } from "./text-detail.tsx";

interface ShownSpan extends SpanMark {
  readonly id: string;
  /** What it stands over. */
  readonly text: string;
}

interface Props {
  readonly shell: Shell;
  readonly view: TableView;
  readonly place: Place;
  /** Of the sample. */
  readonly row: number;
  /** The column of the text, and one column of spans where not all are wanted. */
  readonly column: string;
  readonly spans?: string;
  readonly onClose: () => void;
}

/** Letters of a span in the list. */
const MOST_LISTED = 120;

export function MarkedText({ shell, view, place, row, column, spans: only, onClose }: Props) {
  const { fields } = view.pages.result.schema;
  const own = columnsWith("spans", fields, view.pages.row(row)?.cells);
  const columns = only === undefined ? own : [only];
  const whole = useWhole(place, row, column);
  const found = useRowMarks(place, row, "spans", columns);
  const [filter, setFilter] = useState(ALL_MARKS);
  const [active, setActive] = useState<string | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  const words = whole.value?.text ?? "";
  const all = useMemo(
    () =>
      (found.value ?? [])
        .flatMap(({ column: from, marks }) =>
          marks.map((mark) => shownSpan(mark, `${columns.indexOf(from)}-${mark.at}`, words)),
        )
        .sort((a, b) => a.from - b.from || b.to - a.to),
    // The answers stand for the columns that were asked for.
    [found.value, words],
  );
  const shown = useMemo(() => passing(all, filter), [all, filter]);
  const blocks = useMemo(() => blocksOf(words, shown), [words, shown]);
  const at = shown.findIndex(({ id }) => id === active);
  const go = (step: 1 | -1) => {
    if (shown.length === 0) return;
    const next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length;
    pick(shown[next]);
  };
  const pick = ({ id }: ShownSpan) => {
    setActive(id);
    bringIntoSight(pane.current, id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).closest("input, textarea, select")) return;
    const step = { n: 1, p: -1 }[event.key.toLowerCase()] as 1 | -1 | undefined;
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  };
  const trouble = whole.trouble ?? null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={dockText.preview.cellTitle(column, row + 1)}
      size="84vw"
      closeButtonProps={{ "aria-label": dockText.preview.close }}
    >
      <div className="mr-marked" onKeyDown={onKeyDown}>
        <div className="mr-lightbox-body">
          <div
            ref={pane}
            className="mr-marked-text"
            tabIndex={0}
            role="region"
            aria-label={text.region(column)}
            aria-busy={whole.waits}
            data-autofocus
          >
            {trouble !== null && (
              <p className="mr-detail-trouble">
                {text.failed}: {trouble}
              </p>
            )}
            {blocks.map((block) => (
              <TextBlock key={block.from} block={block} active={activeIn(block, active)} onPick={setActive} />
            ))}
          </div>
          <div className="mr-lightbox-side">
            <MarksList
              label={text.list(columns.join(", "))}
              all={all}
              shown={shown}
              filter={filter}
              onFilter={setFilter}
              active={active}
              onActive={setActive}
              onPick={pick}
              measure={(mark) => labelText(mark.label)}
              waits={found.waits || whole.waits}
              trouble={found.trouble}
              action={<CopyJson shell={shell} place={place} row={row} columns={columns} />}
            >
              <div className="mr-marked-steps">
                <ActionIcon aria-label={text.before} title={text.before} onClick={() => go(-1)}>
                  <ChevronUp size={16} />
                </ActionIcon>
                <ActionIcon aria-label={text.next} title={text.next} onClick={() => go(1)}>
                  <ChevronDown size={16} />
                </ActionIcon>
                <span className="mr-numbers" role="status">
                  {at >= 0 && text.of(count(at + 1), count(shown.length))}
                </span>
              </div>
            </MarksList>
          </div>
        </div>
        <CutNote whole={whole.value} />
      </div>
    </Modal>
  );
}

interface BlockProps {
  readonly block: Block<ShownSpan>;
  /** Only a block with the span that is looked at is drawn anew when another one is. */
  readonly active: string | null;
  readonly onPick: (id: string) => void;
}

const TextBlock = memo(function TextBlock({ block, active, onPick }: BlockProps) {
  return (
    <div className="mr-marked-block">
      {block.pieces.map((piece, at) => {
        const inner = piece.over.at(-1);
        if (!inner) return <Fragment key={at}>{piece.text}</Fragment>;
        const picked = piece.over.some(({ id }) => id === active);
        const first = piece.begins.at(-1);
        return (
          <Fragment key={at}>
            <mark
              className={`mr-span ${hueOf(inner.label)} ${picked ? "mr-span-active" : ""} ${piece.over.length > 1 ? "mr-span-inner" : ""}`}
              data-span={first?.id}
              title={piece.over.map(({ label }) => labelText(label)).join(" › ")}
              onClick={() => onPick(inner.id)}
            >
              {piece.text}
            </mark>
            {piece.ends.map(({ id, label }) =>
              label === null ? null : (
                <span key={id} className={`mr-span-label ${hueOf(label)}`}>
                  {label}
                </span>
              ),
            )}
          </Fragment>
        );
      })}
    </div>
  );
});

function activeIn({ pieces }: Block<ShownSpan>, active: string | null): string | null {
  return active !== null && pieces.some(({ over }) => over.some(({ id }) => id === active)) ? active : null;
}

function shownSpan(mark: SpanMark, id: string, words: string): ShownSpan {
  return { ...mark, id, text: words.slice(mark.from, Math.min(mark.to, mark.from + MOST_LISTED)) };
}

/** Within the pane: nothing around it moves. */
function bringIntoSight(pane: HTMLElement | null, id: string): void {
  const found = pane?.querySelector(`[data-span="${CSS.escape(id)}"]`);
  if (!pane || !found) return;
  const { top, height } = found.getBoundingClientRect();
  pane.scrollTop += top + height / 2 - pane.getBoundingClientRect().top - pane.clientHeight / 2;
}
