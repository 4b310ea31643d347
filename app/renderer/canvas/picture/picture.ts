// The graph as a picture: drawn anew from the document, so that it shows everything, whatever is on the screen.

import type { KindDescription, PlannedView, PreviewNode } from "../../../bridge/shapes.ts";
import type { Area } from "../../../../engine/document/types.ts";
import { curveOf } from "../adapter/curves.ts";
import type { FlowNode, WireEdge } from "../adapter/elements.ts";
import { pathOf, piecesOf } from "../adapter/geometry.ts";
import { boxOf } from "../opening.ts";
import { cardPicture } from "./card-picture.ts";
import { framePicture, notePicture } from "./item-picture.ts";
import { FAMILY, rect, tag, type Colors, type Measure } from "./svg.ts";

/** What is asked while the picture is drawn. */
export interface Drawing {
  readonly color: Colors;
  readonly measure: Measure;
  /** The inside of the SVG of a kind's icon. */
  readonly icon: (kind: KindDescription | undefined) => string;
  readonly preview: (node: string) => PreviewNode | undefined;
  readonly planned: (node: string) => PlannedView | undefined;
  /** Whether the first rows of a node are not to be seen. */
  readonly folded: (node: string) => boolean;
  readonly impossible: (wire: string) => boolean;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 32;

export function pictureOf(nodes: readonly FlowNode[], edges: readonly WireEdge[], drawing: Drawing): Picture {
  const drawn = nodes.map((node) => ({ node, ...nodePicture(node, drawing) }));
  const cards = new Map(nodes.map((node) => [node.id, node]));
  const curves = edges.flatMap((edge) => {
    const curve = curveOf(cards, edge);
    return curve ? [{ edge, curve }] : [];
  });
  const points = curves.flatMap(({ curve }) => piecesOf(curve).flat());
  const boxes = [...drawn.map(({ box }) => box), ...points.map((at) => ({ ...at, width: 0, height: 0 }))];
  const left = Math.floor(Math.min(...boxes.map(({ x }) => x)) - MARGIN);
  const top = Math.floor(Math.min(...boxes.map(({ y }) => y)) - MARGIN);
  const width = Math.ceil(Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN - left);
  const height = Math.ceil(Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN - top);
  const of = (type: string) => drawn.filter(({ node }) => node.type === type).map(({ svg }) => svg);
  const wires = curves.map(({ edge, curve }) => wirePicture(edge, pathOf(curve), drawing));
  const ground = rect({ x: left, y: top, width, height }, { fill: drawing.color("--mr-canvas") });
  const body = [ground, ...of("frame"), ...wires, ...of("note"), ...of("card")].join("\n");
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="${FAMILY}" font-size="12">`;
  return { svg: `${head}\n${body}\n</svg>\n`, width, height };
}

function nodePicture(node: FlowNode, drawing: Drawing): { readonly svg: string; readonly box: Area } {
  switch (node.type) {
    case "card": {
      const { svg, height } = cardPicture(node, drawing);
      return { svg, box: { ...boxOf(node), height } };
    }
    case "note":
      return { svg: notePicture(node.data.note, drawing), box: boxOf(node) };
    case "frame":
      return { svg: framePicture(node.data.frame, drawing), box: boxOf(node) };
    default:
      return { svg: "", box: boxOf(node) };
  }
}

/** As on the screen: what is impossible is red and broken, what rests is pale and broken. */
function wirePicture({ id, data }: WireEdge, d: string, { color, impossible }: Drawing): string {
  const isWrong = impossible(id);
  const stroke = color(isWrong ? "--mr-danger" : `--mr-flow-${data?.color ?? "any"}`);
  const dashes = isWrong ? "7 3" : data?.idle ? "4 4" : undefined;
  const look = { fill: "none", stroke, "stroke-width": 1.75, "stroke-dasharray": dashes };
  return tag("path", { d, ...look, opacity: !isWrong && data?.idle ? 0.5 : undefined });
}
