// Rows that the run could not compute: where they stood, why, and what to do.

import { Menu, ActionIcon, TextInput } from "@mantine/core";
import { Copy, Search } from "lucide-react";
import { useMemo, useState } from "react";
import type { FailedRow } from "../../../bridge/shapes.ts";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { useRun } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";
import { LineGrid, type LineColumn } from "../line-grid.tsx";
import { NodeChip } from "../node-chip.tsx";
import { NodeFilter } from "../node-filter.tsx";
import { OldRunMark } from "../old-run-mark.tsx";
import { toCsv, toJson } from "../preview/copy-rows.ts";
import { FAILED_COLUMNS, failedCells, failedCount, findFailed } from "./failed-rows.ts";
import { FailedDetail } from "./failed-detail.tsx";
import { FailedFile } from "./failed-file.tsx";
import { NoneFailed } from "./none-failed.tsx";
import { usePassedOn } from "./use-passed-on.ts";
import "./failed-tab.css";

const text = dockText.failed;

const COLUMNS: readonly LineColumn<FailedRow>[] = [
  {
    id: "node",
    title: text.node,
    width: "minmax(0, 1.1fr)",
    cell: ({ node }) => <NodeChip node={node} tabIndex={-1} />,
  },
  {
    id: "place",
    title: text.place,
    width: "minmax(0, 1fr)",
    // The number first: the name of the source is what may be cut.
    cell: (row) => (
      <span title={text.placeOf(row)}>
        {text.inSource(row)} <span className="mr-line-soft">{row.source}</span>
      </span>
    ),
  },
  {
    id: "code",
    title: text.code,
    width: "minmax(0, 1.1fr)",
    cell: ({ code }) => <Clipped text={code} className="mr-line-code" />,
  },
  { id: "cause", title: text.cause, width: "minmax(0, 2fr)", cell: ({ cause }) => <Clipped text={cause} /> },
  {
    id: "hint",
    title: text.hint,
    width: "minmax(0, 1.6fr)",
    cell: ({ hint }) => <Clipped text={hint ?? ""} className="mr-line-soft" />,
  },
];

/** Beside a row's details, which say the rest. */
const SHORT_COLUMNS = COLUMNS.filter(({ id }) => id !== "code" && id !== "hint");

export function FailedTab({ shell }: { readonly shell: Shell }) {
  const failed = useRun((state) => state.failed);
  const nodes = useRun((state) => state.nodes);
  const [node, setNode] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [active, setActive] = useState<number | null>(null);
  const ids = useMemo(() => new Set(failed.map((row) => row.node)), [failed]);
  const shown = useMemo(() => findFailed(failed, node, words), [failed, node, words]);
  const passed = usePassedOn();
  if (failed.length === 0) return <NoneFailed />;
  const all = failedCount(nodes, failed) - passed.rows;
  const chosen = active === null ? undefined : shown.at(active);
  const copy = (form: typeof toCsv) =>
    void copyText(shell, form(FAILED_COLUMNS, shown.map(failedCells)), dockText.rows(shown.length));
  return (
    <div className="mr-failed">
      <div className="mr-dock-bar">
        <span className="mr-dock-bar-note mr-failed-count mr-numbers">
          {all > failed.length ? text.capped(failed.length, all) : dockText.rows(all)}
        </span>
        <FailedFile shell={shell} />
        {passed.rows > 0 && (
          <span className="mr-dock-bar-note" title={passed.words.join(" ")}>
            {passed.words.join(" ")}
          </span>
        )}
        <OldRunMark />
        <span className="mr-dock-bar-space" />
        <TextInput
          className="mr-dock-filter"
          aria-label={text.filter}
          placeholder={text.filter}
          leftSection={<Search size={13} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <NodeFilter nodes={ids} value={node} onChange={setNode} />
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon aria-label={dockText.preview.copyMenu} title={dockText.preview.copyMenu}>
              <Copy size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => copy(toCsv)}>{dockText.copyCsv}</Menu.Item>
            <Menu.Item onClick={() => copy(toJson)}>{dockText.copyJson}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className="mr-failed-body">
        {shown.length === 0 ? (
          <p className="mr-sample-note">{text.noMatch}</p>
        ) : (
          <LineGrid
            label={text.table}
            items={shown}
            columns={chosen ? SHORT_COLUMNS : COLUMNS}
            active={chosen ? active : null}
            onActive={setActive}
          />
        )}
        {chosen && <FailedDetail row={chosen} onClose={() => setActive(null)} />}
      </div>
    </div>
  );
}

function Clipped({ text: shown, className }: { readonly text: string; readonly className?: string }) {
  return (
    <span className={className} title={shown}>
      {shown}
    </span>
  );
}
