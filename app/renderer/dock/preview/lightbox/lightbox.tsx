// A picture of a cell, large, with what was found in it and with other pictures of its row: the arrow keys go through the rows that
// are shown, plus and minus zoom.

import { Checkbox, Modal } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { BoxesOverlay, type ShownBox } from "../../../marks/boxes-overlay.tsx";
import { MarksList } from "../../../marks/marks-list.tsx";
import type { Shell } from "../../../shell.ts";
import { dockText } from "../../../strings/dock.ts";
import { marksText } from "../../../strings/marks.ts";
import { CopyJson } from "../copy-json.tsx";
import "../details.css";
import { usePicture, type Picture, type Size } from "../pictures.ts";
import type { Place } from "../samples.ts";
import { TensorControls } from "../tensor/tensor-controls.tsx";
import { WHOLE } from "../tensor/tensor-view.ts";
import type { TableView } from "../use-table-view.ts";
import { BoxColumns } from "./box-columns.tsx";
import { LightboxFoot } from "./lightbox-foot.tsx";
import { PictureLayers } from "./picture-layers.tsx";
import { SecondControls } from "./second-controls.tsx";
import { imageColumns, isFirstView, maskOf, tensorColumns, useSecondPicture } from "./second-picture.ts";
import { useFoundBoxes } from "./use-found-boxes.ts";
import { useZoom } from "./use-zoom.ts";

const text = dockText.image;
const LARGE_PIXELS = 2048;
/** More labels than this hide the picture, until they are asked for; texts hide what they were read from. */
const MOST_LABELS = 40;

interface Props {
  readonly shell: Shell;
  readonly view: TableView;
  readonly place: Place;
  /** Of the sample. */
  readonly row: number;
  readonly column: number;
  /** A column of boxes that was opened; else all of them are shown. */
  readonly boxes?: string | null;
  readonly onRow: (row: number) => void;
  readonly onClose: () => void;
}

export function Lightbox({ shell, view, place, row, column, boxes = null, onRow, onClose }: Props) {
  const { fields } = view.pages.result.schema;
  const { name } = fields[column];
  const sample = view.pages.row(row);
  const { url, size, trouble } = usePicture(place, row, name, LARGE_PIXELS);
  const images = imageColumns(fields, sample?.cells);
  const tensors = tensorColumns(fields, sample?.cells);
  const { second, set } = useSecondPicture(maskOf(name, images), tensors);
  const others = [...images.map(([each]) => each), ...tensors].filter((each) => each !== name);
  const other = second.column !== null && others.includes(second.column) ? second.column : null;
  const [tensorView, setTensorView] = useState(WHOLE);
  const otherPicture = usePicture(place, row, other, LARGE_PIXELS, tensorView);
  const found = useFoundBoxes(view, place, row, { only: boxes, fits: isFirstView(name, images) });
  const [labels, setLabels] = useState<boolean | null>(null);
  // The dialog draws what is in it later than this: only the element itself says when it is there.
  const [stage, setStage] = useState<HTMLDivElement | null>(null);
  const beside = other !== null && second.way === "side";
  const { scale, zoomBy, fit, show } = useZoom(stage, size, beside ? 2 : 1);
  const at = Array.from({ length: view.count }, (_, each) => view.rowAt(each)).indexOf(row);
  const hasSide = found.columns.length > 0 || others.length > 0;

  const go = (step: number) => {
    const next = at + step;
    if (next < 0 || next >= view.count) return;
    fit();
    onRow(view.rowAt(next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A slider has its own use for the arrows.
    if ((event.target as Element).closest('[role="slider"], select, input')) return;
    const act = {
      ArrowLeft: () => go(-1),
      ArrowRight: () => go(1),
      "+": () => zoomBy(1),
      "=": () => zoomBy(1),
      "-": () => zoomBy(-1),
      "0": fit,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const pick = (box: ShownBox) => {
    found.setActive(box.id);
    show(box);
  };
  const showsLabels =
    labels ?? (found.shown.length <= MOST_LABELS && found.shown.every((box) => box.text === null));
  const overlay = size && found.shown.length > 0 && (
    <BoxesOverlay
      {...size}
      boxes={found.shown}
      active={found.active}
      onActive={found.setActive}
      labels={showsLabels}
    />
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.title(name, row + 1)}
      size="92vw"
      closeButtonProps={{ "aria-label": dockText.preview.close }}
    >
      <div className="mr-lightbox" onKeyDown={onKeyDown}>
        <div className="mr-lightbox-body">
          <div
            className="mr-lightbox-stage"
            ref={setStage}
            tabIndex={0}
            role="group"
            aria-label={text.alt(name, row + 1)}
            aria-busy={url === null && trouble === null}
            data-autofocus
          >
            {url && size && (
              <PictureLayers
                url={url}
                alt={text.alt(name, row + 1)}
                size={size}
                scale={scale}
                second={beside ? undefined : second}
                secondUrl={otherPicture.url}
              >
                {overlay}
              </PictureLayers>
            )}
            {beside && size && otherPicture.url && (
              <PictureLayers
                url={otherPicture.url}
                alt={text.alt(other, row + 1)}
                size={besideSize(size, otherPicture)}
                scale={scale}
              >
                {otherPicture.tensor === null && overlay}
              </PictureLayers>
            )}
            {trouble !== null && (
              <p className="mr-detail-trouble">
                {text.failed}: {trouble}
              </p>
            )}
          </div>
          {hasSide && (
            <div className="mr-lightbox-side">
              {others.length > 0 && (
                <SecondControls
                  columns={others}
                  second={{ ...second, column: other }}
                  onChange={set}
                  trouble={otherPicture.trouble}
                />
              )}
              {otherPicture.tensor && otherPicture.size && (
                <TensorControls
                  facts={otherPicture.tensor}
                  size={otherPicture.size}
                  view={tensorView}
                  onView={setTensorView}
                />
              )}
              {found.columns.length > 0 && (
                <MarksList
                  label={marksText.list(found.chosen.join(", "))}
                  all={found.all}
                  shown={found.shown}
                  filter={found.filter}
                  onFilter={found.setFilter}
                  active={found.active}
                  onActive={found.setActive}
                  onPick={pick}
                  measure={({ width, height }) => marksText.size(rounded(width), rounded(height))}
                  waits={found.waits}
                  trouble={found.trouble}
                  action={<CopyJson shell={shell} place={place} row={row} columns={found.chosen} />}
                >
                  <BoxColumns found={found} />
                  <Checkbox
                    size="xs"
                    label={marksText.labelsShown}
                    checked={showsLabels}
                    onChange={(event) => setLabels(event.currentTarget.checked)}
                  />
                </MarksList>
              )}
            </div>
          )}
        </div>
        <LightboxFoot
          at={at}
          count={view.count}
          onGo={go}
          size={size}
          cell={sample?.cells[column]}
          lineage={sample?.lineage ?? ""}
          scale={scale}
          onZoom={zoomBy}
          onFit={fit}
        />
      </div>
    </Modal>
  );
}

/** A tensor keeps its own shape, as large as the picture that it stands beside. */
function besideSize(first: Size, { tensor, size }: Picture): Size {
  if (!tensor || !size) return first;
  const scale = Math.min(first.width / size.width, first.height / size.height);
  return { width: size.width * scale, height: size.height * scale };
}

function rounded(pixels: number): string {
  return String(Math.round(pixels));
}
