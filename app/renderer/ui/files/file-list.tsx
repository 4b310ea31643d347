// The files of a folder: chosen with the pointer, the arrows, or by typing how a name begins.

import { Loader } from "@mantine/core";
import { File as FileIcon, Folder } from "lucide-react";
import { useEffect, useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import type { FileEntry } from "../../../bridge/shapes.ts";
import { fileDialogText as text } from "../../strings/file-dialog.ts";
import { bytes } from "../format.ts";
import { NOTHING_TYPED, placeByTyping, typed } from "./type-ahead.ts";

interface Props {
  readonly entries: readonly FileEntry[];
  readonly loading: boolean;
  readonly trouble: string | null;
  /** What is said where there is no entry. */
  readonly empty: string;
  readonly autoFocus: boolean;
  readonly onSelect: (entry: FileEntry) => void;
  readonly onChoose: (entry: FileEntry) => void;
  /** A path is typed or pasted here, which no name in the list can be. */
  readonly onPath: (beginning: string) => void;
}

const PAGE = 10;

export function FileList(props: Props) {
  const { entries, loading, trouble, empty, autoFocus, onSelect, onChoose, onPath } = props;
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const word = useRef(NOTHING_TYPED);
  const id = useId();
  const isShown = trouble === null && !loading && entries.length > 0;
  useEffect(() => {
    // The first folder is still being read when the dialog opens.
    if (autoFocus && isShown && !(document.activeElement instanceof HTMLInputElement)) list.current?.focus();
  }, [autoFocus, isShown]);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const select = (place: number) => {
    const next = Math.min(entries.length - 1, Math.max(0, place));
    setAt(next);
    if (entries[next]) onSelect(entries[next]);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => select(at + 1),
    ArrowUp: () => select(at - 1),
    PageDown: () => select(at + PAGE),
    PageUp: () => select(at - PAGE),
    Home: () => select(0),
    End: () => select(entries.length - 1),
    Enter: () => entries[at] && onChoose(entries[at]),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (!keys[event.key] && !isLetter) return;
    event.preventDefault();
    if (keys[event.key]) return keys[event.key]();
    if (event.key === "/" || event.key === "~") return onPath(event.key);
    word.current = typed(word.current, event.key, event.timeStamp);
    const names = entries.map(({ name }) => name);
    const found = placeByTyping(names, at, word.current);
    if (found !== null) select(found);
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text").trim();
    if (pasted === "") return;
    event.preventDefault();
    onPath(pasted);
  };
  if (trouble !== null)
    return (
      <div className="mr-files-list mr-files-message" role="alert">
        {trouble}
      </div>
    );
  if (loading)
    return (
      <div className="mr-files-list mr-files-message">
        <Loader size="sm" role="status" aria-label={text.loading} />
      </div>
    );
  if (entries.length === 0) return <div className="mr-files-list mr-files-message">{empty}</div>;
  return (
    <div
      className="mr-files-list"
      role="listbox"
      aria-label={text.list}
      aria-activedescendant={`${id}-${at}`}
      tabIndex={0}
      data-autofocus={autoFocus || undefined}
      ref={list}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    >
      {entries.map((entry, place) => (
        <div
          key={entry.name}
          id={`${id}-${place}`}
          className="mr-files-row"
          role="option"
          aria-selected={place === at}
          onClick={() => select(place)}
          onDoubleClick={() => onChoose(entry)}
        >
          {entry.isFolder ? (
            <Folder size={16} strokeWidth={1.75} aria-hidden className="mr-files-folder" />
          ) : (
            <FileIcon size={16} strokeWidth={1.75} aria-hidden />
          )}
          <span className="mr-files-name" title={entry.name}>
            {entry.name}
          </span>
          <span className="mr-files-size mr-numbers">{entry.isFolder ? "" : bytes(entry.size)}</span>
          <span className="mr-files-when mr-numbers">{whenText(entry.modifiedMs)}</span>
        </div>
      ))}
    </div>
  );
}

function whenText(ms: number): string {
  return new Date(ms).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}
