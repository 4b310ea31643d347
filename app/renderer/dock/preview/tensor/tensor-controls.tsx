// Channels and their order, what is black and white, and the values of each channel.

import { SegmentedControl, Switch } from "@mantine/core";
import { tensorText as text } from "../../../strings/tensor.ts";
import "./tensor.css";
import { drawnWords, figure, type TensorFacts, type TensorView } from "./tensor-view.ts";

interface Props {
  readonly facts: TensorFacts;
  readonly size: { readonly width: number; readonly height: number };
  readonly view: TensorView;
  readonly onView: (view: TensorView) => void;
}

const ALL = "all";

export function TensorControls({ facts, size, view, onView }: Props) {
  const { channels, layout, dtype, odd } = facts;
  const isColour = channels.length === 3;
  return (
    <div className="mr-tensor-controls">
      <p className="mr-tensor-caption">
        <code>{text.facts(size.width, size.height, layout, dtype)}</code>
        <span>{drawnWords(facts, view)}</span>
        {odd > 0 && <span role="alert">{text.odd(odd)}</span>}
      </p>
      {isColour && (
        <div className="mr-tensor-ways">
          <SegmentedControl
            size="xs"
            aria-label={text.channels}
            value={view.channel === null ? ALL : String(view.channel)}
            onChange={(next) => onView({ ...view, channel: next === ALL ? null : Number(next) })}
            data={[
              { value: ALL, label: text.all },
              ...channels.map((_, at) => ({
                value: String(at),
                label: <span title={text.channelTitle(at)}>{text.channel(at)}</span>,
              })),
            ]}
          />
          <Switch
            size="xs"
            label={text.swap}
            title={text.swapHelp}
            disabled={view.channel !== null}
            checked={view.swapped}
            onChange={(event) => onView({ ...view, swapped: event.currentTarget.checked })}
          />
        </div>
      )}
      <table className="mr-tensor-channels mr-numbers" aria-label={text.table}>
        <thead>
          <tr>
            {text.columns.map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {channels.map(({ min, mean, max }, at) => (
            <tr key={at} data-shown={view.channel === null || view.channel === at}>
              <td>{text.channel(at)}</td>
              <td>{figure(min)}</td>
              <td>{figure(mean)}</td>
              <td>{figure(max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
