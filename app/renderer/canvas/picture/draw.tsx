// Draws the picture of an open workflow: asks the stores, the theme and the browser's own measure of text.

import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import type { KindDescription } from "../../../bridge/shapes.ts";
import { KindIcon } from "../../ui/kind-icon.tsx";
import type { Workspace } from "../../workspace.tsx";
import type { CanvasStore } from "../adapter/canvas-store.ts";
import { wireIssues } from "../wires/wire-issues.ts";
import { pictureOf, type Picture } from "./picture.ts";
import { CODE_FAMILY, FAMILY, type Measure } from "./svg.ts";

export function drawPicture(workspace: Workspace, canvas: CanvasStore, root: HTMLElement): Picture {
  const { document, plan, preview } = workspace;
  const { nodes, edges, folded } = canvas.getState();
  const { issues, nodes: planned, revision } = plan.getState();
  const shown = document.getState();
  const wrong = wireIssues(issues, shown.document, revision === shown.revision);
  const samples = preview.getState().nodes;
  const style = getComputedStyle(root);
  return pictureOf(nodes, edges, {
    color: (token) => style.getPropertyValue(token).trim(),
    measure: measureIn(window.document.createElement("canvas").getContext("2d")),
    icon: icons(),
    preview: (id) => samples[id],
    planned: (id) => planned[id],
    folded: (id) => folded.has(id),
    impossible: (id) => wrong.has(id),
  });
}

/** About what letters need, where the browser does not measure. */
const LETTER = 0.55;

function measureIn(context: CanvasRenderingContext2D | null): Measure {
  return (text, { size, weight = 400, italic = false, code = false }) => {
    if (!context) return text.length * size * LETTER;
    context.font = `${italic ? "italic " : ""}${weight} ${size}px ${code ? CODE_FAMILY : FAMILY}`;
    return context.measureText(text).width;
  };
}

/** Each icon is drawn once, beside the page. */
function icons(): (kind: KindDescription | undefined) => string {
  const known = new Map<string, string>();
  return (kind) => {
    const name = kind?.kind ?? "";
    const inside = known.get(name) ?? iconOf(kind ?? null);
    known.set(name, inside);
    return inside;
  };
}

function iconOf(kind: KindDescription | null): string {
  const place = window.document.createElement("div");
  const root = createRoot(place);
  flushSync(() => root.render(<KindIcon kind={kind} />));
  const inside = place.querySelector("svg")?.innerHTML ?? "";
  root.unmount();
  return inside;
}
