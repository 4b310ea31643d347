// Actions that explain Millrace, or set it up.

import { actionText as text } from "../strings/actions.ts";
import type { Action } from "./action.ts";

export const HELP_ACTIONS: readonly Action[] = [
  {
    id: "help.commands",
    group: "Help",
    title: text.commands,
    keys: ["Mod+K", "Mod+Shift+P"],
    inFields: true,
    run: ({ ui }) => ui.setState({ overlay: "palette-search" }),
  },
  {
    id: "help.shortcuts",
    group: "Help",
    title: text.shortcuts,
    keys: ["?"],
    run: ({ ui }) => ui.setState({ overlay: "shortcuts" }),
  },
  {
    id: "help.settings",
    group: "Help",
    title: text.settings,
    keys: ["Mod+,"],
    inFields: true,
    run: ({ ui }) => ui.setState({ overlay: "settings" }),
  },
  {
    id: "help.about",
    group: "Help",
    title: text.about,
    divided: true,
    run: ({ ui }) => ui.setState({ overlay: "about" }),
  },
];
