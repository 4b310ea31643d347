// A tensor cell as a picture where it has the shape of one, and as a heat-map with a legend; the dimensions before the last two choose a slice.

import { Modal, NumberInput, SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Reply } from "../../../bridge/calls.ts";
import { heatColour, heatScale, heatShare, type HeatScale } from "../../../../engine/frames/heat-colour.ts";
import { pictureShapeOf } from "../../../../engine/frames/picture-shape.ts";
import { dockText } from "../../strings/dock.ts";
import { tensorText } from "../../strings/tensor.ts";
import { elementText } from "../../ui/cell-text.ts";
import { useWorkspace } from "../../workspace.tsx";
import "./details.css";
import { heatLayout, sliceOf } from "./heat-map.ts";
import { HeatCanvas } from "./heat-canvas.tsx";
import { useEngineAnswers, wasAway } from "./engine-answers.ts";
import type { Place } from "./samples.ts";
import { TensorPicture } from "./tensor/tensor-picture.tsx";

const text = dockText.tensor;
/** A picture of 295 x 295 x 3: more would be slow to send, and are picked evenly. */
const MOST_VALUES = 262_144;
const LEGEND_STEPS = 24;

interface Props {
  readonly place: Place;
  readonly row: number;
  readonly column: string;
  readonly onClose: () => void;
}

type Tensor = Reply<"preview.tensor">;

export function TensorDetail({ place, row, column, onClose }: Props) {
  const { bridge, document } = useWorkspace();
  const [tensor, setTensor] = useState<Tensor | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [mayCome, setMayCome] = useState(false);
  const answers = useEngineAnswers(bridge, mayCome);
  const [way, setWay] = useState<"picture" | "values">("picture");
  const { node, port } = place;
  const isPicture = tensor !== null && pictureShapeOf(tensor.shape) !== null;
  useEffect(() => {
    let current = true;
    const { session } = document.getState();
    const told = (answer: Tensor | null, thrown: unknown) => {
      if (!current) return;
      setTensor(answer);
      setTrouble(answer ? null : (thrown as Error).message);
      setMayCome(answer === null && wasAway(thrown));
    };
    bridge.preview.tensor({ session, node, port, row, column, limit: MOST_VALUES }).then(
      (answer) => told(answer, null),
      (thrown: unknown) => told(null, thrown),
    );
    return () => {
      current = false;
    };
  }, [bridge, document, node, port, row, column, answers]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.title(column, row + 1)}
      size="xl"
      closeButtonProps={{ "aria-label": dockText.preview.close }}
    >
      <div className="mr-tensor">
        {trouble !== null && (
          <p className="mr-detail-trouble">
            {text.failed}: {trouble}
          </p>
        )}
        {isPicture && (
          <SegmentedControl
            className="mr-tensor-way"
            size="xs"
            aria-label={tensorText.show}
            value={way}
            onChange={(next) => setWay(next)}
            data={(["picture", "values"] as const).map((value) => ({ value, label: tensorText.ways[value] }))}
          />
        )}
        {isPicture && way === "picture" ? (
          <TensorPicture place={place} row={row} column={column} />
        ) : tensor ? (
          <HeatMap tensor={tensor} column={column} />
        ) : (
          trouble === null && <div className="mr-tensor-stage" aria-busy />
        )}
      </div>
    </Modal>
  );
}

function HeatMap({ tensor, column }: { readonly tensor: Tensor; readonly column: string }) {
  const { shape, values, dtype, min, max } = tensor;
  const layout = heatLayout(shape, values.length);
  const [slice, setSlice] = useState<readonly number[]>(() => layout.slices.map(() => 0));
  const [at, setAt] = useState<number | null>(null);
  const scale = heatScale(min, max);
  const shown = sliceOf(values, layout, slice);
  const total = shape.reduce((product, size) => product * size, 1);
  const value = at === null ? undefined : shown[at];
  return (
    <>
      <div className="mr-tensor-facts">
        <code>
          {dtype}[{shape.join(", ")}]
        </code>
        <span>{layout.picked ? text.picked(values.length, total) : text.values(total)}</span>
        {layout.slices.map((size, dim) => (
          <NumberInput
            key={dim}
            w={96}
            aria-label={text.slice(dim)}
            prefix={`[${dim}] `}
            min={0}
            max={size - 1}
            clampBehavior="strict"
            allowDecimal={false}
            value={slice[dim]}
            onChange={(next) =>
              setSlice(slice.map((old, other) => (other === dim ? Number(next) || 0 : old)))
            }
          />
        ))}
      </div>
      <HeatCanvas
        label={text.picture(column)}
        values={shown}
        layout={layout}
        scale={scale}
        at={at}
        onAt={setAt}
      />
      <Legend scale={scale} value={value} />
      <div className="mr-tensor-reading" aria-live="polite">
        {at === null || value === undefined ? (
          text.hint
        ) : (
          <>
            {layout.picked || shape.length < 2
              ? `[${at}]`
              : `[${[...slice, Math.floor(at / layout.width), at % layout.width].join(", ")}]`}{" "}
            <strong>{elementText(value)}</strong>
          </>
        )}
      </div>
    </>
  );
}

function Legend({ scale, value }: { readonly scale: HeatScale; readonly value: number | undefined }) {
  const stops = Array.from({ length: LEGEND_STEPS + 1 }, (_, step) => {
    const share = step / LEGEND_STEPS;
    const at = scale.min + (scale.max - scale.min) * share;
    return `rgb(${heatColour(at, scale).join(" ")}) ${share * 100}%`;
  });
  return (
    <div className="mr-legend">
      <span>{elementText(scale.min)}</span>
      <span className="mr-legend-bar" style={{ background: `linear-gradient(90deg, ${stops.join(", ")})` }}>
        {value !== undefined && Number.isFinite(value) && (
          <span className="mr-legend-at" style={{ left: `${heatShare(value, scale) * 100}%` }} />
        )}
      </span>
      <span>{elementText(scale.max)}</span>
    </div>
  );
}
