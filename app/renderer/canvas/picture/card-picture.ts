// A card in the picture: title, icon, parameters and first rows, as high as what is drawn.

import { isNumeric } from "../../ui/cell-text.ts";
import { nodeTitle } from "../../ui/node-title.ts";
import type { CardNode } from "../adapter/elements.ts";
import { CARD_WIDTH, HEADER_HEIGHT, leastHeight, type Port } from "../adapter/ports.ts";
import { captionOf, ROWS, shownCell, shownColumns, shownPort } from "../node/preview-rows.ts";
import { columnShares } from "../node/preview-widths.ts";
import { shownParams } from "../node/shown-params.ts";
import type { Drawing } from "./picture.ts";
import { clip, line, rect, tag, words, type Font } from "./svg.ts";

const TITLE: Font = { size: 13, weight: 600 };
const PLAIN: Font = { size: 12 };
const STRONG: Font = { size: 12, weight: 500 };
const SMALL: Font = { size: 11 };
const TINY: Font = { size: 10 };
const PARAM = 20;
const ROW = 18;
const CAPTION = 24;
/** From the text's line to the middle of the line box. */
const DROP = 4;
const LEFT = 11;
const RIGHT = CARD_WIDTH - 10;
const ICON = 14;

interface Part {
  readonly svg: string;
  readonly height: number;
}

export interface CardPicture {
  readonly svg: string;
  readonly height: number;
}

export function cardPicture(node: CardNode, drawing: Drawing): CardPicture {
  const { color, measure, icon } = drawing;
  const { node: own, kind, ports, collapsed } = node.data;
  const { x, y } = node.position;
  const hue = color(kind ? `--mr-${kind.category}` : "--mr-text-faint");
  const soft = color(kind ? `--mr-${kind.category}-soft` : "--mr-sunken");
  const head = [
    rect({ x: x + LEFT, y: y + 6, width: 20, height: 20 }, { fill: soft, rx: 4 }),
    tag(
      "g",
      {
        transform: `translate(${x + LEFT + 3} ${y + 9}) scale(${ICON / 24})`,
        fill: "none",
        stroke: hue,
        "stroke-width": 1.75,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
      },
      icon(kind),
    ),
    words(clip(nodeTitle(own, kind), RIGHT - 39, TITLE, measure), {
      at: { x: x + 39, y: y + HEADER_HEIGHT / 2 + DROP },
      fill: color("--mr-text"),
      font: TITLE,
    }),
  ];
  let height = HEADER_HEIGHT;
  const body: string[] = [];
  for (const part of collapsed ? [] : [params, rows]) {
    const { svg, height: more } = part(node, { x, y: y + height }, drawing);
    body.push(svg);
    height += more;
  }
  height = Math.max(height, collapsed ? 0 : leastHeight(ports));
  const off = own.disabled === true;
  const frame = {
    fill: color("--mr-card"),
    stroke: color("--mr-border-strong"),
    rx: 8,
    "stroke-dasharray": off || own.bypassed ? "4 3" : undefined,
  };
  const card = [
    rect({ x, y, width: CARD_WIDTH, height }, frame),
    tag("path", { d: edgeOf(x, y, height), fill: hue }),
    ...head,
    ...body,
  ];
  const svg = [tag("g", { opacity: off ? 0.5 : undefined }, card.join("")), ...dots(node, drawing)].join("");
  return { svg, height };
}

/** The coloured left edge, rounded as the card. */
function edgeOf(x: number, y: number, height: number): string {
  return `M${x + 3},${y + 1.5} Q${x},${y + 3} ${x},${y + 8} V${y + height - 8} Q${x},${y + height - 3} ${x + 3},${y + height - 1.5} Z`;
}

type Place = { readonly x: number; readonly y: number };

function params({ data: { node, kind } }: CardNode, { x, y }: Place, { color, measure }: Drawing): Part {
  const shown = kind ? shownParams(kind, node.params) : [];
  const lines = shown.flatMap(({ title, text, code }, index) => {
    const at = y + index * PARAM + 10 + DROP;
    const font: Font = code ? { ...SMALL, code } : STRONG;
    const name = clip(title, (RIGHT - LEFT) * 0.45, PLAIN, measure);
    const room = RIGHT - LEFT - 8 - measure(name, PLAIN);
    return [
      words(name, { at: { x: x + LEFT, y: at }, fill: color("--mr-text-soft"), font: PLAIN }),
      words(clip(text, room, font, measure), {
        at: { x: x + RIGHT, y: at },
        fill: color("--mr-text"),
        font,
        anchor: "end",
      }),
    ];
  });
  return { svg: lines.join(""), height: shown.length > 0 ? shown.length * PARAM + 8 : 0 };
}

function rows({ id }: CardNode, { x, y }: Place, drawing: Drawing): Part {
  const { color, measure } = drawing;
  const preview = drawing.preview(id);
  const shown = preview && shownPort(preview);
  if (!shown || drawing.folded(id)) return { svg: "", height: 0 };
  const { port } = shown;
  const columns = columnShares(port, shownColumns(port, drawing.planned(id)));
  const widths = columns.map(({ share }) => share * (CARD_WIDTH - 16));
  const starts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width, x + 8));
  const cell = (text: string, at: number, row: number, isNumber: boolean, fill: string) =>
    words(clip(text, widths[at] - 8, SMALL, measure), {
      at: {
        x: starts[at] + (isNumber ? widths[at] - 4 : 4),
        y: y + CAPTION + row * ROW + 9 + DROP,
      },
      fill,
      font: SMALL,
      anchor: isNumber ? "end" : "start",
    });
  const names = columns.map(({ place }, at) => {
    const { name, type } = port.schema.fields[place];
    return cell(name, at, 0, isNumeric(type.type), color("--mr-text-faint"));
  });
  const head = port.rows > 0 ? port.head.slice(0, ROWS) : [];
  const cells = head.flatMap((values, row) =>
    columns.map(({ place }, at) => {
      const { text, look } = shownCell(values[place], port.schema.fields[place]);
      return cell(
        text,
        at,
        row + 1,
        look === "number" || isNumeric(port.schema.fields[place].type.type),
        color(look === "null" ? "--mr-text-faint" : "--mr-text"),
      );
    }),
  );
  const rules = head.map((_, row) => y + CAPTION + (row + 1) * ROW);
  const border = color("--mr-border");
  const svg = [
    ...[y, ...rules].map((at) => line({ x: x + 3, y: at }, { x: x + CARD_WIDTH - 1, y: at }, border)),
    words(captionOf(port), {
      at: { x: x + LEFT, y: y + 12 + DROP },
      fill: color("--mr-text-soft"),
      font: SMALL,
    }),
    ...(head.length > 0 ? names : []),
    ...cells,
  ];
  return { svg: svg.join(""), height: CAPTION + (head.length > 0 ? (head.length + 1) * ROW + 2 : 0) };
}

function dots({ position, data: { ports } }: CardNode, drawing: Drawing): string[] {
  const outputs = ports.outputs.filter(({ isError }) => !isError).length;
  return [
    ...ports.inputs.map((port) => dot(port, position, ports.inputs.length > 1, drawing)),
    ...ports.outputs.map((port) => dot(port, position, outputs > 1 && !port.isError, drawing)),
  ];
}

/** Inputs are rings, outputs are full, as on the screen; several of a side are named. */
function dot(port: Port, { x, y }: Place, named: boolean, { color, measure }: Drawing): string {
  const { side, isError, color: flow, title } = port;
  const isInput = side === "input";
  const hue = color(isError ? "--mr-danger" : `--mr-flow-${flow}`);
  const cx = isInput ? x : x + CARD_WIDTH;
  const cy = y + port.y;
  const fill = isInput || isError ? color("--mr-card") : hue;
  const circle = tag("circle", {
    cx,
    cy,
    r: isError ? 2.75 : 4,
    fill,
    stroke: hue,
    "stroke-width": isError ? 1.5 : 2,
  });
  if (!named) return circle;
  const at = { x: cx + (isInput ? -8 : 8), y: cy - 7 };
  const name = clip(title, 120, TINY, measure);
  return (
    circle + words(name, { at, fill: color("--mr-text-soft"), font: TINY, anchor: isInput ? "end" : "start" })
  );
}
