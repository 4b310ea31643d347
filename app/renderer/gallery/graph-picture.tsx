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
        <rect
          key={id}
          className={`mr-graph-box mr-graph-box-${category ?? "unknown"}`}
          x={x}
          y={y}
          width={BOX.width}
          height={BOX.height}
          rx={16}
        />
      ))}
    </svg>
  );
}
