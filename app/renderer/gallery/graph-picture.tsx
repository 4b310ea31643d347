// A small picture of a workflow.

import { BOX, type GraphGeometry } from "./graph-geometry.ts";

interface Props {
  readonly graph: GraphGeometry;
  readonly label: string;
}

export function GraphPicture({ graph, label }: Props) {
  return (
    <svg className="mr-graph-picture" viewBox={graph.viewBox} role="img" aria-label={label}>
      {graph.wires.map((path, index) => (
        <path key={index} d={path} />
      ))}
      {graph.boxes.map(({ id, x, y, category }) => (
        <g key={id} className={`mr-graph-box mr-graph-box-${category ?? "unknown"}`}>
          <rect x={x} y={y} width={BOX.width} height={BOX.height} rx={14} />
          <rect className="mr-graph-edge" x={x} y={y} width={18} height={BOX.height} rx={9} />
          <rect className="mr-graph-line" x={x + 40} y={y + 26} width={120} height={16} rx={8} />
          <rect
            className="mr-graph-line mr-graph-line-soft"
            x={x + 40}
            y={y + 56}
            width={84}
            height={12}
            rx={6}
          />
        </g>
      ))}
    </svg>
  );
}
