// Everything a person can do that has a name, in the order of the menus.

import type { Action } from "./action.ts";
import { CANVAS_ACTIONS } from "./canvas-actions.ts";
import { EDIT_ACTIONS } from "./edit-actions.ts";
import { FILE_ACTIONS } from "./file-actions.ts";
import { GO_ACTIONS } from "./go-actions.ts";
import { HELP_ACTIONS } from "./help-actions.ts";
import { NODE_ACTIONS } from "./node-actions.ts";
import { RUN_ACTIONS } from "./run-actions.ts";
import { VIEW_ACTIONS } from "./view-actions.ts";
import { WIRE_ACTIONS } from "./wire-actions.ts";

export const ACTIONS: readonly Action[] = [
  ...FILE_ACTIONS,
  ...EDIT_ACTIONS,
  ...VIEW_ACTIONS,
  ...NODE_ACTIONS,
  ...GO_ACTIONS,
  ...WIRE_ACTIONS,
  ...CANVAS_ACTIONS,
  ...RUN_ACTIONS,
  ...HELP_ACTIONS,
];

const byId: ReadonlyMap<string, Action> = new Map(ACTIONS.map((action) => [action.id, action]));

export function actionById(id: string): Action | null {
  return byId.get(id) ?? null;
}
