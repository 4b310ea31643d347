// What was found in a row, as a list beside it: filtered by score and label, one of them looked at.

import { Button, Checkbox, Slider } from "@mantine/core";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { marksText as text } from "../strings/marks.ts";
import { scoreText } from "../ui/json-words.ts";
import { ALL_MARKS, hasScores, labelCounts, labelText, type MarkFilter } from "./filter-marks.ts";
import { hueOf } from "./labels.ts";
import "./marks.css";

export interface ListedMark {
  readonly id: string;
  readonly label: string | null;
  readonly score: number | null;
  readonly text?: string | null;
}

/** More are drawn than anybody reads down a list. */
const MOST_LISTED = 400;

interface Props<T extends ListedMark> {
  readonly label: string;
  /** All of them, for the filter; and those that pass it, in the order of the list. */
  readonly all: readonly T[];
  readonly shown: readonly T[];
  readonly filter: MarkFilter;
  readonly onFilter: (filter: MarkFilter) => void;
  readonly active: string | null;
  readonly onActive: (id: string | null) => void;
  /** Enter, or a click. */
  readonly onPick: (mark: T) => void;
  /** Its size, its length. */
  readonly measure: (mark: T) => string;
  /** They are on their way, or why they are not. */
  readonly waits: boolean;
  readonly trouble: string | null;
  /** Beside its title. */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

export function MarksList<T extends ListedMark>(props: Props<T>) {
  const {
    label,
    all,
    shown,
    filter,
    onFilter,
    active,
    onActive,
    onPick,
    measure,
    waits,
    trouble,
    action,
    children,
  } = props;
  const list = useRef<HTMLUListElement>(null);
  const listed = shown.slice(0, MOST_LISTED);
  const at = listed.findIndex(({ id }) => id === active);
  useEffect(() => {
    // Only the list scrolls, not what it stands in.
    const row = list.current?.children.item(at) as HTMLElement | null;
    const box = list.current;
    if (at < 0 || !row || !box) return;
    if (row.offsetTop < box.scrollTop) box.scrollTop = row.offsetTop;
    const below = row.offsetTop + row.offsetHeight - box.clientHeight;
    if (below > box.scrollTop) box.scrollTop = below;
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = listed.length - 1;
    const next = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at < 0 ? last : at - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      return onPick(listed[at]);
    }
    if (next === undefined || last < 0) return;
    event.preventDefault();
    event.stopPropagation();
    onActive(listed[next].id);
  };
  return (
    <section className="mr-marks-side" aria-label={label}>
      <header className="mr-marks-head">
        <strong>{label}</strong>
        <span className="mr-numbers">{text.shown(shown.length, all.length)}</span>
        {action}
      </header>
      {children}
      {hasScores(all) && (
        <label className="mr-marks-score">
          <span className="mr-numbers">{text.leastOf(scoreText(filter.least))}</span>
          <Slider
            size="sm"
            thumbLabel={text.least}
            label={null}
            min={0}
            max={1}
            step={0.01}
            value={filter.least}
            onChange={(least) => onFilter({ ...filter, least })}
          />
        </label>
      )}
      <LabelFilter all={all} filter={filter} onFilter={onFilter} />
      <ul
        ref={list}
        className="mr-marks-list"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        title={text.listHelp}
        aria-activedescendant={at >= 0 ? `mr-mark-${listed[at].id}` : undefined}
        onKeyDown={onKeyDown}
      >
        {listed.map((mark) => (
          <li
            key={mark.id}
            id={`mr-mark-${mark.id}`}
            role="option"
            aria-selected={mark.id === active}
            className={`mr-mark-line ${hueOf(mark.label)}`}
            onPointerEnter={() => onActive(mark.id)}
            onClick={() => onPick(mark)}
          >
            <span className="mr-swatch" aria-hidden />
            <span className="mr-mark-name" title={mark.text ?? labelText(mark.label)}>
              {mark.text ?? labelText(mark.label)}
            </span>
            {mark.score !== null && <span className="mr-numbers">{scoreText(mark.score)}</span>}
            <span className="mr-mark-size mr-numbers">{measure(mark)}</span>
          </li>
        ))}
      </ul>
      {shown.length > listed.length && (
        <p className="mr-marks-note">{text.hidden(shown.length - listed.length)}</p>
      )}
      {trouble !== null && (
        <p className="mr-marks-note" role="alert">
          {text.failed}: {trouble}
        </p>
      )}
      {shown.length === 0 && trouble === null && (
        <p className="mr-marks-note" role="status">
          {all.length > 0 ? text.nothingPasses : waits ? text.loading : text.nothingFound}{" "}
          {all.length > 0 && (
            <Button size="compact-xs" variant="default" onClick={() => onFilter(ALL_MARKS)}>
              {text.clear}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

type FilterProps = Pick<Props<ListedMark>, "all" | "filter" | "onFilter">;

/** One label needs no filter. */
function LabelFilter({ all, filter, onFilter }: FilterProps) {
  const labels = labelCounts(all);
  if (labels.length < 2) return null;
  const toggle = (label: string) => {
    const hidden = new Set(filter.hidden);
    if (!hidden.delete(label)) hidden.add(label);
    onFilter({ ...filter, hidden });
  };
  return (
    <fieldset className="mr-marks-labels">
      <legend className="mr-visually-hidden">{text.labels}</legend>
      {labels.map(([label, times]) => (
        <Checkbox
          key={label}
          size="xs"
          className={hueOf(label === text.noLabel ? null : label)}
          checked={!filter.hidden.has(label)}
          onChange={() => toggle(label)}
          label={
            <>
              <span className="mr-swatch" aria-hidden /> {label} <span className="mr-numbers">{times}</span>
            </>
          }
        />
      ))}
    </fieldset>
  );
}
