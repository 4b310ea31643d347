// Names of the categories of kinds, in the order in which they are shown.

import type { KindDescription } from "../../bridge/shapes.ts";

export const categoryText: Readonly<Record<KindDescription["category"], string>> = {
  sources: "Sources",
  prepare: "Prepare",
  models: "Models",
  control: "Control",
  actions: "Actions",
};

export const CATEGORIES = Object.keys(categoryText) as readonly KindDescription["category"][];
