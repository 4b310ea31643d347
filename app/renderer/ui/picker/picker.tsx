// A list over the editor that is searched by typing: one field, arrows, Enter.

import { Modal } from "@mantine/core";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { pickerText as text } from "../../strings/picker.ts";
import { Key } from "../key.tsx";
import { fuzzy } from "./fuzzy.ts";
import "./picker.css";

export interface PickerItem {
  readonly id: string;
  readonly title: string;
  /** Items that follow each other under the same heading. */
  readonly group?: string;
  readonly detail?: string;
  readonly icon?: ReactNode;
  readonly right?: ReactNode;
  readonly pick: () => void;
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  /** What is shown for what was typed, best first. */
  readonly search: (query: string) => readonly PickerItem[];
  readonly none: string;
  readonly onClose: () => void;
  /** Told of all that was found, and of the one that Enter takes, whenever that changes. */
  readonly onShown?: (found: readonly PickerItem[], current: PickerItem | undefined, query: string) => void;
  /** What lies behind it is looked at meanwhile. */
  readonly isClear?: boolean;
}

/** More than anybody looks through; the rest is a letter away. */
const MOST = 100;

export function Picker({ label, placeholder, search, none, onClose, onShown, isClear = false }: Props) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const found = useMemo(() => search(query), [search, query]);
  const items = useMemo(() => found.slice(0, MOST), [found]);
  const current = Math.min(at, items.length - 1);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current, items]);

  useEffect(() => onShown?.(found, items[current], query), [onShown, found, items, current, query]);

  const pick = (item: PickerItem | undefined) => {
    if (!item) return;
    onClose();
    item.pick();
  };
  const move = (step: number) => setAt((items.length + current + step) % Math.max(1, items.length));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => setAt(Math.min(items.length - 1, current + 8)),
    PageUp: () => setAt(Math.max(0, current - 8)),
    Enter: () => pick(items[current]),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={560}
      padding={0}
      overlayProps={isClear ? { backgroundOpacity: 0 } : undefined}
      attributes={{ content: { "aria-label": label } }}
      classNames={{ content: "mr-picker", body: "mr-picker-body" }}
    >
      <input
        className="mr-picker-input"
        data-autofocus
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={items.length > 0 ? `${id}-${current}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="mr-picker-list" role="listbox" id={`${id}-list`} aria-label={label} ref={list}>
        {items.map((item, index) => (
          <PickerRow
            key={item.id}
            item={item}
            id={`${id}-${index}`}
            query={query}
            heading={item.group !== items[index - 1]?.group ? item.group : undefined}
            selected={index === current}
            onHover={() => setAt(index)}
            onPick={() => pick(item)}
          />
        ))}
      </ul>
      {items.length === 0 && <p className="mr-picker-none">{none}</p>}
      <div className="mr-picker-hints">
        <span role="status">{text.results(items.length)}</span>
        {text.hints.map(([key, what]) => (
          <span key={key}>
            <Key>{key}</Key> {what}
          </span>
        ))}
      </div>
    </Modal>
  );
}

interface RowProps {
  readonly item: PickerItem;
  readonly id: string;
  readonly query: string;
  readonly heading: string | undefined;
  readonly selected: boolean;
  readonly onHover: () => void;
  readonly onPick: () => void;
}

function PickerRow({ item, id, query, heading, selected, onHover, onPick }: RowProps) {
  return (
    <>
      {heading !== undefined && (
        <li className="mr-picker-group" role="presentation">
          {heading}
        </li>
      )}
      <li
        id={id}
        className="mr-picker-item"
        role="option"
        aria-selected={selected}
        onPointerMove={selected ? undefined : onHover}
        onClick={onPick}
      >
        {item.icon}
        <span className="mr-picker-title" title={item.title}>
          <Marked text={item.title} query={query} />
        </span>
        {item.detail !== undefined && (
          <span className="mr-picker-detail" title={item.detail}>
            {item.detail}
          </span>
        )}
        {item.right !== undefined && <span className="mr-picker-right">{item.right}</span>}
      </li>
    </>
  );
}

/** The text with the letters that were typed in bold. */
function Marked({ text: title, query }: { readonly text: string; readonly query: string }) {
  const at = new Set(fuzzy(query, title)?.at);
  if (at.size === 0) return title;
  const pieces: { text: string; marked: boolean }[] = [];
  [...title].forEach((letter, place) => {
    const marked = at.has(place);
    const last = pieces.at(-1);
    if (last?.marked === marked) last.text += letter;
    else pieces.push({ text: letter, marked });
  });
  return pieces.map((piece, index) =>
    piece.marked ? <b key={index}>{piece.text}</b> : <span key={index}>{piece.text}</span>,
  );
}
