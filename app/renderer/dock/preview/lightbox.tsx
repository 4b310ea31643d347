// A picture of a cell, large: the arrow keys go through the rows that are shown, plus and minus zoom.

import { ActionIcon, Modal } from "@mantine/core";
import { ChevronLeft, ChevronRight, Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { dockText } from "../../strings/dock.ts";
import { percent } from "../../ui/format.ts";
import "./details.css";
import { usePicture } from "./pictures.ts";
import type { Place } from "./samples.ts";
import type { TableView } from "./use-table-view.ts";

const text = dockText.image;
const LARGE_PIXELS = 2048;
const ZOOMS = [0.125, 0.25, 0.5, 1, 2, 4, 8, 16] as const;

interface Props {
  readonly view: TableView;
  readonly place: Place;
  /** Of the sample. */
  readonly row: number;
  readonly column: number;
  readonly onRow: (row: number) => void;
  readonly onClose: () => void;
}

export function Lightbox({ view, place, row, column, onRow, onClose }: Props) {
  const { name } = view.pages.result.schema.fields[column];
  /** null: as large as there is room. */
  const [zoom, setZoom] = useState<number | null>(null);
  const [natural, setNatural] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const { url, trouble } = usePicture(place, row, name, LARGE_PIXELS);
  const at = Array.from({ length: view.count }, (_, place) => view.rowAt(place)).indexOf(row);
  const cell = view.pages.row(row)?.cells[column];
  const lineage = view.pages.row(row)?.lineage ?? "";
  const size =
    typeof cell === "object" && cell?.is === "image" ? `${cell.width} × ${cell.height} ${cell.format}` : "";

  const fit = () => {
    if (!natural || !stage.current) return 1;
    const { clientWidth, clientHeight } = stage.current;
    return Math.min(clientWidth / natural.width, clientHeight / natural.height, 8);
  };
  const scale = zoom ?? fit();
  const zoomBy = (way: 1 | -1) => {
    const now = scale;
    const steps =
      way > 0 ? ZOOMS.filter((step) => step > now * 1.01) : ZOOMS.filter((step) => step < now * 0.99);
    setZoom((way > 0 ? steps[0] : steps.at(-1)) ?? now);
  };
  const go = (step: number) => {
    const next = at + step;
    if (next < 0 || next >= view.count) return;
    setZoom(null);
    onRow(view.rowAt(next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = {
      ArrowLeft: () => go(-1),
      ArrowRight: () => go(1),
      "+": () => zoomBy(1),
      "=": () => zoomBy(1),
      "-": () => zoomBy(-1),
      "0": () => setZoom(null),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.title(name, row + 1)}
      size="90vw"
      closeButtonProps={{ "aria-label": dockText.preview.close }}
    >
      <div className="mr-lightbox" onKeyDown={onKeyDown}>
        <div
          className="mr-lightbox-stage"
          ref={stage}
          tabIndex={0}
          role="group"
          aria-label={text.alt(name, row + 1)}
          data-autofocus
        >
          {url && (
            <img
              src={url}
              alt={text.alt(name, row + 1)}
              onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
                setNatural({ width, height })
              }
              style={
                natural
                  ? {
                      width: natural.width * scale,
                      height: natural.height * scale,
                      imageRendering: scale >= 2 ? "pixelated" : "auto",
                    }
                  : { visibility: "hidden" }
              }
            />
          )}
          {trouble !== null && (
            <p className="mr-detail-trouble">
              {text.failed}: {trouble}
            </p>
          )}
        </div>
        <div className="mr-lightbox-foot">
          <ActionIcon aria-label={text.before} title={text.before} disabled={at <= 0} onClick={() => go(-1)}>
            <ChevronLeft size={16} />
          </ActionIcon>
          <span className="mr-numbers">{text.of(at + 1, view.count)}</span>
          <ActionIcon
            aria-label={text.next}
            title={text.next}
            disabled={at >= view.count - 1}
            onClick={() => go(1)}
          >
            <ChevronRight size={16} />
          </ActionIcon>
          <span className="mr-lightbox-facts">{[size, lineage].filter(Boolean).join(" · ")}</span>
          <ActionIcon aria-label={text.smaller} title={text.smaller} onClick={() => zoomBy(-1)}>
            <ZoomOut size={16} />
          </ActionIcon>
          <span className="mr-numbers">{percent(scale)}</span>
          <ActionIcon aria-label={text.larger} title={text.larger} onClick={() => zoomBy(1)}>
            <ZoomIn size={16} />
          </ActionIcon>
          <ActionIcon aria-label={text.fit} title={text.fit} onClick={() => setZoom(null)}>
            <Maximize size={16} />
          </ActionIcon>
        </div>
      </div>
    </Modal>
  );
}
