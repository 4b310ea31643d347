// Which other picture of the row is shown with the first, and how.

import { NativeSelect, Slider } from "@mantine/core";
import { marksText as text } from "../../../strings/marks.ts";
import { percent } from "../../../ui/format.ts";
import { TINTS, WAYS, type SecondPicture, type Tint, type Way } from "./second-picture.ts";

interface Props {
  /** Columns to choose from. */
  readonly columns: readonly string[];
  readonly second: SecondPicture;
  readonly onChange: (change: Partial<SecondPicture>) => void;
  readonly trouble: string | null;
}

export function SecondControls({ columns, second, onChange, trouble }: Props) {
  const { column, way, opacity, tint, wipe } = second;
  return (
    <section className="mr-second" aria-label={text.other}>
      <NativeSelect
        size="xs"
        label={text.otherColumn}
        value={column ?? ""}
        onChange={(event) => onChange({ column: event.currentTarget.value || null })}
        data={[{ value: "", label: text.noOther }, ...columns.map((each) => ({ value: each, label: each }))]}
      />
      {column !== null && (
        <>
          <NativeSelect
            size="xs"
            label={text.way}
            value={way}
            onChange={(event) => onChange({ way: event.currentTarget.value as Way })}
            data={WAYS.map((value) => ({ value, label: text.ways[value] }))}
          />
          {(way === "mask" || way === "over") && (
            <Range label={text.opacity} value={opacity} onChange={(next) => onChange({ opacity: next })} />
          )}
          {way === "mask" && (
            <NativeSelect
              size="xs"
              label={text.tint}
              value={tint}
              onChange={(event) => onChange({ tint: event.currentTarget.value as Tint })}
              data={TINTS.map((value) => ({ value, label: text.tints[value] }))}
            />
          )}
          {way === "wipe" && (
            <Range label={text.wipe} value={wipe} onChange={(next) => onChange({ wipe: next })} />
          )}
        </>
      )}
      {trouble !== null && (
        <p className="mr-detail-trouble" role="alert">
          {text.otherFailed}: {trouble}
        </p>
      )}
    </section>
  );
}

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Range({ label, value, onChange }: RangeProps) {
  return (
    <div className="mr-marks-score">
      <span>
        {label} <span className="mr-numbers">{percent(value)}</span>
      </span>
      <Slider
        size="sm"
        thumbLabel={label}
        label={null}
        min={0}
        max={1}
        step={0.01}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
