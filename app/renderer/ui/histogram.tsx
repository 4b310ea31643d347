// A column's spread as small bars.

import "./histogram.css";

interface Props {
  readonly counts: readonly number[];
  readonly width: number;
  readonly height: number;
  /** What a screen reader says of it. */
  readonly label: string;
  /** What a bar stands for, shown on hover. */
  readonly barTitle?: (bar: number) => string;
}

const GAP = 1;

export function Histogram({ counts, width, height, label, barTitle }: Props) {
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  return (
    <svg
      className="mr-histogram"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      style={{ height }}
    >
      {counts.map((value, bar) => {
        // A single row among thousands is still to be seen.
        const tall = value === 0 ? 0 : Math.max(2, (value / most) * (height - 1));
        return (
          <g key={bar}>
            <rect
              className="mr-histogram-bar"
              x={bar * step}
              y={height - tall}
              width={Math.max(1, step - GAP)}
              height={tall}
            />
            {barTitle && (
              <rect className="mr-histogram-hit" x={bar * step} y={0} width={step} height={height}>
                <title>{barTitle(bar)}</title>
              </rect>
            )}
          </g>
        );
      })}
    </svg>
  );
}
