// How tall will a card be, with the rows and the figures that are still to come? What is placed beside it leaves that much room.

import type { KindDescription } from "../../bridge/shapes.ts";
import { ERROR_PORT } from "../edits/ports.ts";
import type { Size } from "../edits/edit.ts";
import type { CardData } from "./adapter/elements.ts";
import { CARD_WIDTH, HEADER_HEIGHT, leastHeight } from "./adapter/ports.ts";
import { shownParams } from "./node/shown-params.ts";

// As card.css has them.
const PARAM_PX = 20;
const PARAMS_END_PX = 8;
const PREVIEW_HEAD_PX = 25;
const PORT_NAME_PX = 16;
/** Names of columns and three rows. */
const ROWS_PX = 74;
/** Appears with a run. */
export const FOOTER_PX = 24;

export interface Shown {
  /** The sample runs: first rows come to every card. */
  readonly sampled: boolean;
  /** Somebody has folded its rows. */
  readonly folded: boolean;
}

export function likelySize({ node, kind, ports, collapsed }: CardData, { sampled, folded }: Shown): Size {
  if (collapsed) return { width: CARD_WIDTH, height: HEADER_HEIGHT };
  const several = ports.outputs.filter(({ id }) => id !== ERROR_PORT).length > 1;
  const rows = folded ? 0 : ROWS_PX + (several ? PORT_NAME_PX : 0);
  const height =
    HEADER_HEIGHT + paramsHeight(kind, node.params) + (sampled ? PREVIEW_HEAD_PX + rows : 0) + FOOTER_PX;
  return { width: CARD_WIDTH, height: Math.max(height, leastHeight(ports)) };
}

function paramsHeight(kind: KindDescription | undefined, params: Readonly<Record<string, unknown>>): number {
  const shown = kind ? shownParams(kind, params).length : 0;
  return shown > 0 ? shown * PARAM_PX + PARAMS_END_PX : 0;
}
