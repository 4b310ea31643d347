// What the sample comes to at the node that is shown: its rows, beside what came in if wanted, or why there are none.

import { NativeSelect } from "@mantine/core";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { TriangleAlert } from "lucide-react";
import type { PreviewPort } from "../../../bridge/shapes.ts";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { usePreview, useUi } from "../../workspace.tsx";
import { PreviewGate } from "../preview-gate.tsx";
import { useShownNode, type ShownInput } from "../shown.ts";
import { useNodeTitle, useTitleOf } from "../use-node-title.ts";
import { useShownData } from "../use-shown-data.ts";
import { PreviewBar } from "./preview-bar.tsx";
import "./preview-tab.css";
import { SamplePanel } from "./sample-panel.tsx";
import type { ColumnMark } from "./table-header.tsx";
import type { TableView } from "./use-table-view.ts";
import { WhyNot } from "./why-not.tsx";

const text = dockText.preview;

interface Props {
  readonly shell: Shell;
}

/** The row chosen in one of two tables. */
interface ChosenRow {
  readonly side: "before" | "after";
  readonly lineage: string;
}

export function PreviewTab({ shell }: Props) {
  const node = useShownNode();
  return (
    <PreviewGate shell={shell} node={node}>
      {node && <NodePreview key={node.id} shell={shell} node={node} />}
    </PreviewGate>
  );
}

function NodePreview({ shell, node }: Props & { readonly node: NodeDocument }) {
  const title = useNodeTitle(node.id);
  const [inputAt, setInputAt] = useState(0);
  const { ports, output, outputResult, inputs, input, inputResult, inputTitle } = useShownData(node, inputAt);
  const [chosen, setChosen] = useState<ChosenRow | null>(null);
  const onBeforeRow = useCallback((lineage: string) => setChosen({ side: "before", lineage }), []);
  const onAfterRow = useCallback((lineage: string) => setChosen({ side: "after", lineage }), []);
  const result = usePreview(({ nodes }) => nodes[node.id]);
  const beforeAfter = useUi((state) => state.beforeAfter);
  const isStale = usePreview(({ stale }) => stale.has(node.id));
  const work = usePreview((state) => state.work.is);
  const [filter, setFilter] = useState("");
  const [view, setView] = useState<TableView | null>(null);
  const acts = ports.length === 0;
  const onClearFilter = useCallback(() => setFilter(""), []);
  const marks = useMemo(() => columnMarks(inputResult, outputResult), [inputResult, outputResult]);

  const underWay = result?.state === "running" || result?.state === "waiting";
  const pinned = usePreview((state) => state.pinned.has(node.id));
  const settled = pinned ? "pinned" : cachedMark(result?.state);
  const computed = isStale ? work === "computed" : underWay;
  const old = isStale && work !== "stopped" ? "stale" : null;
  const mark = computed ? "running" : isStale ? old : settled;
  const shared = { shell, filter, dimmed: isStale || underWay, onClearFilter };
  const compares = beforeAfter && !acts && input !== null;
  const before = input && inputResult && (
    <SamplePanel
      key={`${input.node}.${input.port} before`}
      {...shared}
      place={input}
      result={inputResult}
      title={inputTitle}
      marks={acts ? undefined : marks.before}
      onView={acts ? setView : undefined}
      caption={
        <Caption
          title={acts ? text.arrives(inputTitle) : text.before(inputTitle)}
          note={compares ? text.goneColumns([...marks.before.keys()]) : null}
        >
          <InputChoice inputs={inputs} at={inputAt} onAt={setInputAt} />
        </Caption>
      }
      follow={compares && chosen?.side === "after" ? chosen.lineage : null}
      onRow={onBeforeRow}
    />
  );
  const after = output && outputResult && (
    <SamplePanel
      key={`${output.node}.${output.port}`}
      {...shared}
      place={output}
      result={outputResult}
      title={title}
      marks={compares ? marks.after : undefined}
      onView={setView}
      caption={
        compares && <Caption title={text.after(title)} note={text.newColumns([...marks.after.keys()])} />
      }
      follow={compares && chosen?.side === "before" ? chosen.lineage : null}
      onRow={onAfterRow}
    />
  );
  const shown = acts ? before : after;
  return (
    <div className="mr-preview">
      <PreviewBar
        shell={shell}
        ports={ports}
        port={output?.port ?? null}
        view={view}
        filter={filter}
        onFilter={setFilter}
        node={node.id}
        mark={shown ? mark : null}
        shows={Boolean(shown)}
        rowsFailed={result?.rowsFailed ?? 0}
        canCompare={!acts && input !== null}
      />
      {result?.error && shown && (
        <p className="mr-preview-error" role="alert">
          <TriangleAlert size={13} aria-hidden />
          <span title={`${result.error.message} ${result.error.hint ?? ""}`}>
            {result.error.message} {result.error.hint}
          </span>
        </p>
      )}
      {shown ? (
        <div className="mr-preview-tables">
          {compares && before}
          {shown}
        </div>
      ) : (
        <WhyNot node={node} wired={input !== null} />
      )}
    </div>
  );
}

interface CaptionProps {
  readonly title: string;
  readonly note?: string | null;
  readonly children?: ReactNode;
}

function Caption({ title, note, children }: CaptionProps) {
  return (
    <div className="mr-sample-caption">
      <span className="mr-sample-caption-title" title={title}>
        {title}
      </span>
      {note && (
        <span className="mr-sample-caption-note" title={note}>
          {note}
        </span>
      )}
      {children}
    </div>
  );
}

interface InputChoiceProps {
  readonly inputs: readonly ShownInput[];
  readonly at: number;
  readonly onAt: (at: number) => void;
}

/** Which of several wires: a union has as many as one likes. */
function InputChoice({ inputs, at, onAt }: InputChoiceProps) {
  const titleOf = useTitleOf();
  if (inputs.length < 2) return null;
  return (
    <NativeSelect
      className="mr-sample-input"
      size="xs"
      aria-label={text.input}
      value={at}
      onChange={(event) => onAt(Number(event.currentTarget.value))}
      data={inputs.map(({ port, from }, index) => ({
        value: String(index),
        label: text.inputOf(titleOf(from.node), port),
      }))}
    />
  );
}

function cachedMark(state: string | undefined): "cached" | null {
  return state === "cached" ? "cached" : null;
}

/** Columns that are gone behind the node, and those that it has added. */
function columnMarks(before: PreviewPort | undefined, after: PreviewPort | undefined) {
  const names = (port: PreviewPort | undefined) => new Set(port?.schema.fields.map(({ name }) => name));
  const [old, now] = [names(before), names(after)];
  const marked = (set: ReadonlySet<string>, other: ReadonlySet<string>, mark: ColumnMark) =>
    new Map([...set].filter((name) => !other.has(name)).map((name) => [name, mark]));
  return { before: marked(old, now, "gone"), after: marked(now, old, "new") };
}
