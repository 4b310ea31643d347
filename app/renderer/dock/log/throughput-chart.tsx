// Rows per second and memory over the run, as one chart in the colours of the theme.

import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { dockText } from "../../strings/dock.ts";
import { bytes, duration, short } from "../../ui/format.ts";
import { useRun } from "../../workspace.tsx";
import "./log-tab.css";
import { ratesOf } from "./throughput.ts";

const text = dockText.log;
const MEGABYTE = 1e6;
const AXIS_FONT = "10px system-ui, sans-serif";

export function ThroughputChart() {
  const points = useRun((state) => state.throughput);
  const isRunning = useRun((state) => state.running !== null);
  const memory = useRun((state) => state.memory);
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot | null>(null);
  const scheme = useComputedColorScheme();
  const hasMemory = memory.length > 1;
  const data = useMemo(() => {
    const [seconds, rates] = ratesOf(points);
    const used = [memory.map(({ ms }) => ms / 1000), memory.map(({ megabytes }) => megabytes * MEGABYTE)];
    const tables = (hasMemory ? [[seconds, rates], used] : [[seconds, rates]]) as UPlot.AlignedData[];
    return UPlot.join(tables);
  }, [points, memory, hasMemory]);
  const latest = useRef(data);
  useEffect(() => {
    latest.current = data;
    chart.current?.setData(data);
  }, [data]);
  useEffect(() => {
    const element = box.current!;
    const made = new UPlot(optionsFor(element, hasMemory), latest.current, element);
    chart.current = made;
    const resize = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
      chart.current = null;
    };
    // A canvas does not follow the theme by itself.
  }, [scheme, hasMemory]);
  const rates = (data[1] as (number | null | undefined)[]).filter((rate) => typeof rate === "number");
  // At its end a run has nothing more to read: what it came to before says more.
  const shown = isRunning ? rates.at(-1) : Math.max(...rates);
  const used = memory.at(-1);
  return (
    <div className="mr-chart">
      <div className="mr-chart-legend mr-numbers">
        <span className="mr-chart-key mr-chart-rate">
          {isRunning ? text.throughput : text.throughputMost}
        </span>
        <strong>{rates.length > 0 ? short(shown) : "–"}</strong>
        {used && <span className="mr-chart-key mr-chart-memory">{text.memory}</span>}
        {used && <strong>{bytes(used.megabytes * MEGABYTE)}</strong>}
      </div>
      <div className="mr-chart-box" ref={box} role="img" aria-label={text.chart} />
    </div>
  );
}

function optionsFor(element: HTMLElement, hasMemory: boolean): UPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (token: string) => styles.getPropertyValue(token).trim();
  const axis = {
    stroke: colour("--mr-text-soft"),
    font: AXIS_FONT,
    grid: { stroke: colour("--mr-border"), width: 1 },
    ticks: { show: false },
    gap: 4,
  };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    scales: { x: { time: false }, y: { range: fromZero }, memory: { range: fromZero } },
    axes: [
      {
        ...axis,
        size: 22,
        values: (_, ticks) => ticks.map((seconds) => (seconds === 0 ? "0" : duration(seconds * 1000))),
      },
      { ...axis, size: 48, values: (_, ticks) => ticks.map(short) },
      ...(hasMemory
        ? [
            {
              ...axis,
              side: 1,
              scale: "memory",
              size: 52,
              grid: { show: false },
              values: (_: UPlot, ticks: number[]) => ticks.map(bytes),
            },
          ]
        : []),
    ],
    series: [
      {},
      {
        stroke: colour("--mr-accent"),
        fill: colour("--mr-accent-soft"),
        width: 1.5,
        spanGaps: true,
        points: { show: false },
      },
      ...(hasMemory
        ? [
            {
              scale: "memory",
              stroke: colour("--mr-sources"),
              width: 1.5,
              dash: [4, 3],
              spanGaps: true,
              points: { show: false },
            },
          ]
        : []),
    ],
  };
}

function fromZero(_: UPlot, __: number, most: number): UPlot.Range.MinMax {
  return [0, most > 0 ? most * 1.1 : 1];
}
