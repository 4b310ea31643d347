// A recording of a cell, large: what it looks like over time, what was found in it, and how it sounds.

import { Modal, NativeSelect } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { ALL_MARKS, passing } from "../../../marks/filter-marks.ts";
import { MarksList } from "../../../marks/marks-list.tsx";
import { columnsWith } from "../../../marks/row-marks.ts";
import type { Shell } from "../../../shell.ts";
import { dockText } from "../../../strings/dock.ts";
import { soundText as text } from "../../../strings/sound.ts";
import { duration } from "../../../ui/format.ts";
import { CopyJson } from "../copy-json.tsx";
import "../details.css";
import type { Place } from "../samples.ts";
import type { TableView } from "../use-table-view.ts";
import { SoundBar } from "./sound-bar.tsx";
import { SoundStage, type ShownSegment } from "./sound-stage.tsx";
import { SpectrogramLegend } from "./spectrogram-canvas.tsx";
import { moved, showing, zoomed, type TimeWindow } from "./time-window.ts";
import { curveColumns, useCurve, useSegments, useSound } from "./use-sound.ts";
import { usePlayer } from "./use-player.ts";

interface Props {
  readonly shell: Shell;
  readonly view: TableView;
  readonly place: Place;
  /** Of the sample. */
  readonly row: number;
  readonly column: number;
  readonly onRow: (row: number) => void;
  readonly onClose: () => void;
}

const ZOOM = 2;
/** Of what is in sight, for one press of an arrow. */
const STEP = 1 / 40;
const TYPED = "input, textarea, select, [role=slider]";

export function SoundDetail({ shell, view: table, place, row, column, onRow, onClose }: Props) {
  const { fields } = table.pages.result.schema;
  const { name } = fields[column];
  const sample = table.pages.row(row);
  const [window, setWindow] = useState<(TimeWindow & { readonly row: number }) | null>(null);
  const [cursor, setCursor] = useState<{ readonly row: number; readonly time: number } | null>(null);
  const [filter, setFilter] = useState(ALL_MARKS);
  const [active, setActive] = useState<string | null>(null);
  const [curveColumn, setCurveColumn] = useState<string | null | undefined>(undefined);
  const own = window?.row === row ? window : null;
  const { all, view, wave, spectrogram, trouble } = useSound(place, row, name, own);
  const columns = columnsWith("segments", fields, sample?.cells);
  const segments = useSegments(place, row, columns);
  const shown = passing(segments.all, filter);
  const curves = curveColumns(fields, sample?.cells);
  const curve = useCurve(
    place,
    row,
    curveColumn === undefined ? (curves.at(0) ?? null) : curveColumn,
    curveColumn !== undefined,
  );
  const at = Array.from({ length: table.count }, (_, each) => table.rowAt(each)).indexOf(row);
  const time = cursor?.row === row ? cursor.time : (all?.from ?? 0);

  const look = (next: TimeWindow) => setWindow({ ...next, row });
  const moveTo = (next: number) => {
    if (!all || !view) return;
    const inside = Math.min(all.to, Math.max(all.from, next));
    setCursor({ row, time: inside });
    const shows = showing(view, inside, all);
    if (shows !== view) look(shows);
  };
  const player = usePlayer(place, row, name, moveTo);
  const playFrom = () => {
    if (!all || !view) return;
    // From the end on there is nothing to hear: it begins anew.
    const from = time >= view.to - 0.01 ? view.from : time;
    player.play(from, view.to);
  };
  const playSegment = ({ id, start, end }: ShownSegment) => {
    setActive(id);
    moveTo(start);
    player.play(start, end);
  };
  const go = (step: number) => {
    const next = at + step;
    if (next >= 0 && next < table.count) onRow(table.rowAt(next));
  };
  const zoomBy = (factor: number) =>
    all &&
    view &&
    look(zoomed(view, factor, time >= view.from && time <= view.to ? time : (view.from + view.to) / 2, all));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest(TYPED)) return;
    const length = view ? view.to - view.from : 0;
    const act: (() => unknown) | undefined = {
      // A button that has the focus is pressed by it.
      " ": (event.target as Element).closest("button") ? undefined : player.playing ? player.stop : playFrom,
      ArrowLeft: () => moveTo(time - length * STEP),
      ArrowRight: () => moveTo(time + length * STEP),
      Home: () => all && moveTo(all.from),
      End: () => all && moveTo(all.to),
      "+": () => zoomBy(ZOOM),
      "=": () => zoomBy(ZOOM),
      "-": () => zoomBy(1 / ZOOM),
      "0": () => setWindow(null),
      PageUp: () => go(-1),
      PageDown: () => go(1),
    }[event.key];
    if (!act || ((event.target as Element).closest("[role=listbox]") && /Home|End/.test(event.key))) return;
    event.preventDefault();
    act();
  };
  const hasSide = columns.length > 0 || curves.length > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.title(name, row + 1)}
      size="92vw"
      closeButtonProps={{ "aria-label": dockText.preview.close }}
    >
      <div className="mr-sound" onKeyDown={onKeyDown}>
        <div className="mr-lightbox-body">
          <div
            className="mr-sound-main"
            tabIndex={0}
            role="group"
            aria-label={text.view(name, row + 1)}
            aria-describedby="mr-sound-help"
            aria-busy={all === null && trouble === null}
            data-autofocus
          >
            {all && view ? (
              <>
                <SoundStage
                  all={all}
                  view={view}
                  onView={look}
                  wave={wave}
                  spectrogram={spectrogram}
                  segments={shown}
                  curve={curve}
                  active={active}
                  onActive={setActive}
                  onPlay={playSegment}
                  cursor={time}
                  onCursor={(next) => setCursor({ row, time: next })}
                />
                <Overview all={all} view={view} onMove={(by) => look(moved(view, by, all))} />
                {spectrogram && <SpectrogramLegend picture={spectrogram} />}
              </>
            ) : (
              trouble === null && <p className="mr-marks-note">{text.loading}</p>
            )}
            {trouble !== null && (
              <p className="mr-detail-trouble" role="alert">
                {text.failed}: {trouble}
              </p>
            )}
          </div>
          {hasSide && (
            <div className="mr-lightbox-side">
              {curves.length > 0 && (
                <NativeSelect
                  size="xs"
                  label={text.curve}
                  value={curve?.column ?? ""}
                  onChange={(event) => setCurveColumn(event.currentTarget.value || null)}
                  data={[{ value: "", label: text.noCurve }, ...curves]}
                />
              )}
              {columns.length > 0 && (
                <MarksList
                  label={text.list(columns.join(", "))}
                  all={segments.all}
                  shown={shown}
                  filter={filter}
                  onFilter={setFilter}
                  active={active}
                  onActive={setActive}
                  onPick={playSegment}
                  measure={({ start, end }) => duration((end - start) * 1000)}
                  waits={segments.waits}
                  trouble={segments.trouble}
                  action={<CopyJson shell={shell} place={place} row={row} columns={columns} />}
                />
              )}
            </div>
          )}
        </div>
        <p id="mr-sound-help" className="mr-visually-hidden">
          {text.help}
        </p>
        <SoundBar
          at={at}
          count={table.count}
          onGo={go}
          playing={player.playing !== null}
          onPlay={player.playing ? player.stop : playFrom}
          time={time}
          cell={sample?.cells[column]}
          lineage={sample?.lineage ?? ""}
          trouble={player.trouble}
          onZoom={(way) => zoomBy(way > 0 ? ZOOM : 1 / ZOOM)}
          onAll={() => setWindow(null)}
        />
      </div>
    </Modal>
  );
}

interface OverviewProps {
  readonly all: TimeWindow;
  readonly view: TimeWindow;
  readonly onMove: (by: number) => void;
}

/** Where in the recording one is; a drag moves it. Keys do the same by moving the cursor. */
function Overview({ all, view, onMove }: OverviewProps) {
  const length = all.to - all.from;
  return (
    <div
      className="mr-sound-overview"
      title={text.overview}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.buttons === 1) onMove((event.movementX / event.currentTarget.clientWidth) * length);
      }}
    >
      <i
        style={{
          left: `${((view.from - all.from) / length) * 100}%`,
          width: `${Math.max(0.5, ((view.to - view.from) / length) * 100)}%`,
        }}
      />
    </div>
  );
}
