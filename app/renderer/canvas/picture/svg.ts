// Words for SVG: elements as text, with nothing in them that could be read as code.

import type { Area, Position } from "../../../../engine/document/types.ts";

/** The value of a colour token. */
export type Colors = (token: string) => string;

export interface Font {
  readonly size: number;
  readonly weight?: number;
  readonly italic?: boolean;
  readonly code?: boolean;
  readonly line?: "underline" | "line-through";
}

/** How wide a text is, in canvas units. */
export type Measure = (text: string, font: Font) => number;

export const FAMILY = "Inter, system-ui, sans-serif";
export const CODE_FAMILY = "ui-monospace, monospace";

type Attributes = Readonly<Record<string, string | number | undefined>>;

export function tag(name: string, attributes: Attributes, inside = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}="${escape(String(value))}"`);
  return `<${name} ${written.join(" ")}${inside ? `>${inside}</${name}>` : "/>"}`;
}

export function rect({ x, y, width, height }: Area, look: Attributes): string {
  return tag("rect", { x, y, width, height, ...look });
}

export function line(from: Position, to: Position, stroke: string): string {
  return tag("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke });
}

interface Words {
  readonly at: Position;
  readonly fill: string;
  readonly font: Font;
  readonly anchor?: "start" | "middle" | "end";
}

export function words(text: string, { at, fill, font, anchor }: Words): string {
  const { size, weight, italic, code, line: drawn } = font;
  return tag(
    "text",
    {
      x: at.x,
      y: at.y,
      fill,
      "font-size": size,
      "font-weight": weight,
      "font-style": italic ? "italic" : undefined,
      "text-decoration": drawn,
      "font-family": code ? CODE_FAMILY : undefined,
      "text-anchor": anchor === "start" ? undefined : anchor,
    },
    escape(text),
  );
}

/** As much of a text as there is room for. */
export function clip(text: string, width: number, font: Font, measure: Measure): string {
  if (measure(text, font) <= width) return text;
  let shown = text;
  while (shown.length > 1 && measure(`${shown}…`, font) > width) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}…`;
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);
}
