// The graph as a picture: drawn anew from the document, so that it shows everything, whatever is on the screen.

import type { Position } from "../../../engine/document/types.ts";
import type { CardNode, FlowNode, WireEdge } from "./adapter/elements.ts";
import { curveOf } from "./adapter/curves.ts";
import { pathOf } from "./adapter/geometry.ts";
import { HEADER_HEIGHT } from "./adapter/ports.ts";
import { boxOf } from "./opening.ts";
import { shownParams } from "./node/shown-params.ts";

/** The value of a colour token. */
export type Colors = (token: string) => string;

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 32;
const LINE = 20;
/** Bold letters take more room. */
const BOLD = 0.85;

export function pictureOf(nodes: readonly FlowNode[], edges: readonly WireEdge[], color: Colors): Picture {
  const boxes = nodes.map((node) => ({ ...node.position, ...boxOf(node) }));
  const left = Math.min(0, ...boxes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(0, ...boxes.map(({ y }) => y)) - MARGIN;
  const width = Math.max(320, ...boxes.map((box) => box.x + box.width)) + MARGIN - left;
  const height = Math.max(160, ...boxes.map((box) => box.y + box.height)) + MARGIN - top;
  const cards = new Map(nodes.map((node) => [node.id, node]));
  const wires = edges.flatMap((edge) => {
    const curve = curveOf(cards, edge);
    const stroke = color(`--mr-flow-${edge.data?.color ?? "any"}`);
    return curve ? [tag("path", { d: pathOf(curve), fill: "none", stroke, "stroke-width": 2 })] : [];
  });
  const drawn = nodes.map((node) => ({ node, text: nodePicture(node, color) }));
  const of = (type: string) => drawn.filter(({ node }) => node.type === type).map(({ text }) => text);
  const ground = tag("rect", { x: left, y: top, width, height, fill: color("--mr-canvas") });
  const body = [ground, ...of("frame"), ...wires, ...of("note"), ...of("card")].join("\n");
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="Inter, system-ui, sans-serif" font-size="12">`;
  return { svg: `${head}\n${body}\n</svg>\n`, width, height };
}

function nodePicture(node: FlowNode, color: Colors): string {
  switch (node.type) {
    case "card":
      return cardPicture(node, color);
    case "note": {
      const { note } = node.data;
      const box = rect(node.position, boxOf(node), color("--mr-warning-soft"), color("--mr-border"), 8);
      const lines = note.text.split("\n").slice(0, Math.floor((note.height - 16) / LINE));
      const text = lines.map((line, index) =>
        words(
          clip(line, note.width - 24),
          { x: note.x + 12, y: note.y + 22 + index * LINE },
          color("--mr-text"),
        ),
      );
      return [box, ...text].join("");
    }
    case "frame": {
      const { frame } = node.data;
      const box = rect(node.position, boxOf(node), "none", color("--mr-border-strong"), 12);
      const at = { x: frame.x + 14, y: frame.y + 22 };
      return box + words(clip(frame.title, (frame.width - 28) * BOLD), at, color("--mr-text-soft"), 600);
    }
    default:
      return "";
  }
}

function cardPicture(node: CardNode, color: Colors): string {
  const { node: own, kind, ports, collapsed } = node.data;
  const { x, y } = node.position;
  const size = boxOf(node);
  const hue = kind ? color(`--mr-${kind.category}`) : color("--mr-text-faint");
  const parts = [
    rect({ x, y }, size, color("--mr-card"), color("--mr-border-strong"), 8),
    tag("rect", { x, y: y + 4, width: 3, height: size.height - 8, fill: hue, rx: 1.5 }),
    words(clip(own.title, (size.width - 28) * BOLD), { x: x + 14, y: y + 21 }, color("--mr-text"), 600),
  ];
  const params = kind && !collapsed ? shownParams(kind, own.params) : [];
  params.forEach(({ title, text }, index) => {
    const line = y + HEADER_HEIGHT + 14 + index * LINE;
    if (line > y + size.height - 4) return;
    parts.push(
      words(clip(title, 84), { x: x + 14, y: line }, color("--mr-text-soft")),
      words(clip(text, 110), { x: x + size.width - 12, y: line }, color("--mr-text"), 400, "end"),
    );
  });
  for (const port of [...ports.inputs, ...ports.outputs]) {
    const cx = port.side === "input" ? x : x + size.width;
    const fill = color(port.isError ? "--mr-danger" : `--mr-flow-${port.color}`);
    parts.push(tag("circle", { cx, cy: y + port.y, r: port.isError ? 3 : 5, fill }));
  }
  return parts.join("");
}

function rect(
  { x, y }: Position,
  size: { width: number; height: number },
  fill: string,
  stroke: string,
  rx: number,
) {
  return tag("rect", { x, y, width: size.width, height: size.height, fill, stroke, rx });
}

function words(
  text: string,
  { x, y }: Position,
  fill: string,
  weight = 400,
  anchor: "start" | "end" = "start",
): string {
  return tag("text", { x, y, fill, "font-weight": weight, "text-anchor": anchor }, escape(text));
}

/** About as much as there is room for: a picture does not measure. */
function clip(text: string, width: number): string {
  const most = Math.floor(width / 6.4);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function tag(name: string, attributes: Readonly<Record<string, string | number>>, inside = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => `${key}="${escape(String(value))}"`);
  return `<${name} ${written.join(" ")}${inside ? `>${inside}</${name}>` : "/>"}`;
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);
}
