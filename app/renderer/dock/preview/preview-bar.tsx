// Above the table: which output, how many rows of what, filter, pin, before and after, copy.

import { ActionIcon, Menu, TextInput, UnstyledButton } from "@mantine/core";
import { ChartScatter, ChevronDown, Columns2, Copy, ListFilter, Pin, PinOff, X } from "lucide-react";
import { scatterText } from "../../strings/scatter.ts";
import { dockText } from "../../strings/dock.ts";
import type { Shell } from "../../shell.ts";
import { count } from "../../ui/format.ts";
import { SampleItems } from "../../ui/sample-items.tsx";
import { usePreview, useUi, useWorkspace } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";
import { ERROR_PORT, type ShownPort } from "../shown.ts";
import { toCsv, toJson } from "./copy-rows.ts";
import { vectorColumns } from "./scatter/scatter-points.ts";
import { SampleWork, useComputing } from "./sample-work.tsx";
import { rowsOf, type TableView } from "./use-table-view.ts";

const text = dockText.preview;

interface Props {
  readonly shell: Shell;
  readonly ports: readonly ShownPort[];
  readonly port: string | null;
  readonly view: TableView | null;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly node: string;
  readonly mark: "stale" | "running" | "pinned" | "cached" | null;
  /** Rows are below it: where there are none, it is said there how far they are. */
  readonly shows: boolean;
  /** Of the sample, at this node. */
  readonly rowsFailed: number;
  readonly canCompare: boolean;
}

export function PreviewBar({
  shell,
  ports,
  port,
  view,
  filter,
  onFilter,
  node,
  mark,
  shows,
  rowsFailed,
  canCompare,
}: Props) {
  const { ui } = useWorkspace();
  const beforeAfter = useUi((state) => state.beforeAfter);
  const computing = useComputing();
  return (
    <div className="mr-dock-bar">
      {ports.length > 1 && (
        <div className="mr-ports" role="radiogroup" aria-label={text.ports}>
          {ports.map(({ id, title, rows }) => (
            <UnstyledButton
              key={id}
              className="mr-dock-port"
              role="radio"
              aria-checked={id === port}
              title={rows === null ? title : text.portHelp(title, rows)}
              onClick={() => ui.setState({ port: id })}
            >
              <span className="mr-port-title">{title}</span>
              {rows !== null && <span className="mr-port-rows">{count(rows)}</span>}
            </UnstyledButton>
          ))}
        </div>
      )}
      <SampleMenu />
      {/* Several ports count their rows themselves. */}
      {view && (view.filtered || ports.length < 2) && (
        <span className="mr-dock-bar-note mr-numbers">
          {view.filtered ? text.shown(view.count, view.pages.rows) : dockText.sampleRows(view.pages.rows)}
        </span>
      )}
      {mark && (mark !== "running" || computing === null) && (
        <span
          className={`mr-mark ${mark === "stale" ? "mr-mark-warning" : "mr-mark-quiet"}`}
          role="status"
          title={HELP[mark]}
        >
          {text[mark]}
        </span>
      )}
      {shows && <SampleWork />}
      {rowsFailed > 0 && !ports.some(({ id }) => id === ERROR_PORT) && (
        <span className="mr-mark mr-mark-danger" title={dockText.rowsFailed(rowsFailed)}>
          {text.failed(rowsFailed)}
        </span>
      )}
      <span className="mr-dock-bar-space" />
      <TextInput
        className="mr-dock-filter"
        size="xs"
        aria-label={text.filter}
        placeholder={text.filter}
        title={text.filterHelp}
        leftSection={<ListFilter size={13} aria-hidden />}
        value={filter}
        onChange={(event) => onFilter(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && filter !== "" && onFilter("")}
        rightSection={
          filter !== "" && (
            <ActionIcon size={18} aria-label={dockText.clearFilter} onClick={() => onFilter("")}>
              <X size={12} />
            </ActionIcon>
          )
        }
      />
      {view && hasVectors(view) && <ScatterSwitch />}
      {view && <PinSample node={node} />}
      <ActionIcon
        aria-label={text.beforeAfter}
        title={text.beforeAfter}
        aria-pressed={beforeAfter}
        variant={beforeAfter ? "light" : "subtle"}
        color={beforeAfter ? "indigo" : "gray"}
        disabled={!canCompare}
        onClick={() => ui.setState({ beforeAfter: !beforeAfter })}
      >
        <Columns2 size={15} />
      </ActionIcon>
      <CopyMenu shell={shell} view={view} />
    </div>
  );
}

const HELP: Readonly<Record<NonNullable<Props["mark"]>, string | undefined>> = {
  stale: text.staleHelp,
  running: undefined,
  pinned: text.pinnedHelp,
  cached: text.cachedHelp,
};

function hasVectors({ pages }: TableView): boolean {
  return vectorColumns(pages.result.schema.fields, pages.row(0)?.cells).length > 0;
}

function ScatterSwitch() {
  const { ui } = useWorkspace();
  const scatter = useUi((state) => state.scatter);
  return (
    <ActionIcon
      aria-label={scatterText.show}
      title={scatterText.show}
      aria-pressed={scatter}
      variant={scatter ? "light" : "subtle"}
      color={scatter ? "indigo" : "gray"}
      onClick={() => ui.setState({ scatter: !scatter })}
    >
      <ChartScatter size={15} />
    </ActionIcon>
  );
}

function PinSample({ node }: { readonly node: string }) {
  const { preview } = useWorkspace();
  const pinned = usePreview((state) => state.pinned.has(node));
  const label = pinned ? text.unpin : text.pin;
  return (
    <ActionIcon
      aria-label={label}
      title={label}
      aria-pressed={pinned}
      variant={pinned ? "light" : "subtle"}
      color={pinned ? "indigo" : "gray"}
      onClick={() => preview.togglePinned(node)}
    >
      {pinned ? <PinOff size={15} /> : <Pin size={15} />}
    </ActionIcon>
  );
}

function SampleMenu() {
  const rows = usePreview((state) => state.rows);
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className="mr-sample-size" title={text.firstHelp(rows)}>
          {text.first(rows)} <ChevronDown size={12} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <SampleItems />
      </Menu.Dropdown>
    </Menu>
  );
}

const FORMS = { csv: toCsv, json: toJson } as const;

function CopyMenu({ shell, view }: { readonly shell: Shell; readonly view: TableView | null }) {
  if (!view) return null;
  const { selection } = view;
  const selected = selection ? selection[1] - selection[0] + 1 : 0;
  const copy = async (form: keyof typeof FORMS, selectedOnly: boolean) => {
    const rows = await rowsOf(view, selectedOnly);
    await copyText(shell, FORMS[form](view.columns, rows), dockText.rows(rows.length));
  };
  const items = (selectedOnly: boolean) =>
    (["csv", "json"] as const).map((form) => (
      <Menu.Item key={form} onClick={() => void copy(form, selectedOnly)}>
        {text[form]}
      </Menu.Item>
    ));
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon aria-label={text.copyMenu} title={text.copyMenu} disabled={view.count === 0}>
          <Copy size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {selected > 0 && <Menu.Label>{text.copySelection(selected)}</Menu.Label>}
        {selected > 0 && items(true)}
        {selected > 0 && <Menu.Divider />}
        <Menu.Label>{text.copyAll(view.count)}</Menu.Label>
        {items(false)}
      </Menu.Dropdown>
    </Menu>
  );
}
