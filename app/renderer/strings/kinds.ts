// Names of the categories of kinds, in the order in which they are shown.

import type { KindDescription } from "../../bridge/shapes.ts";

export const categoryText: Readonly<Record<KindDescription["category"], string>> = {
  sources: "Sources",
  prepare: "Prepare",
  models: "Models",
  control: "Control",
  actions: "Actions",
};

/** What the rows of a kind are about, in the order in which the kinds of a category are shown. */
export const fieldText: Readonly<Record<KindDescription["field"], string>> = {
  tables: "Tables",
  pictures: "Pictures",
  sound: "Sound",
  text: "Text and documents",
};

export const FIELDS = Object.keys(fieldText) as readonly KindDescription["field"][];

export const CATEGORIES = Object.keys(categoryText) as readonly KindDescription["category"][];
