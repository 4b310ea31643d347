// The named actions, for menus.

import type { Action } from "../../actions/action.ts";

const found = import.meta.glob<{ readonly ACTIONS?: readonly Action[] }>("../../actions/index.ts", {
  eager: true,
});

export function actionById(id: string): Action | undefined {
  return Object.values(found)
    .flatMap(({ ACTIONS = [] }) => ACTIONS)
    .find((action) => action.id === id);
}
