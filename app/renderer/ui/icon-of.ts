// Which picture stands for a kind? The one it names, else one for its category, refined by what its parameters, ports and effects say it does.

import {
  Bell,
  Binary,
  Boxes,
  BrainCircuit,
  ChartNoAxesColumn,
  CircleHelp,
  Columns3,
  Combine,
  Dices,
  FileOutput,
  FileSpreadsheet,
  Funnel,
  Globe,
  Images,
  Layers,
  ListEnd,
  ListOrdered,
  MonitorDown,
  PaintBucket,
  Percent,
  RectangleHorizontal,
  Scaling,
  Shuffle,
  SlidersHorizontal,
  Spline,
  Split,
  SquareFunction,
  Table2,
  TextCursorInput,
  Ungroup,
  Wand2,
  Workflow,
  type LucideIcon,
} from "lucide-react";
import type { KindDescription } from "../../bridge/shapes.ts";
import { NAMED_ICONS } from "./named-icons.ts";

type Category = KindDescription["category"];
type Rule = readonly [LucideIcon, (kind: KindDescription) => boolean];

const has = (control: string) => (kind: KindDescription) =>
  kind.params.some((param) => param.control === control);
const needs = (control: string) => (kind: KindDescription) =>
  kind.params.some((param) => param.control === control && param.required);
const does = (effect: string) => (kind: KindDescription) => kind.effects.some((own) => own === effect);
const takes = (type: string) => (kind: KindDescription) => kind.params.some(({ of }) => of === type);
const remembers = (kind: KindDescription) => kind.state === "keyed";
const learns = ({ params }: KindDescription) => params.some(({ fitted }) => fitted);
const both = (one: Rule[1], other: Rule[1]) => (kind: KindDescription) => one(kind) && other(kind);
const isSeeded = ({ determinism }: KindDescription) => determinism === "seeded";

/** The first that holds. */
const RULES: Readonly<Record<Category, readonly Rule[]>> = {
  sources: [
    [Images, needs("folder")],
    [FileSpreadsheet, needs("file")],
    [Globe, does("network")],
    [Dices, isSeeded],
    [Table2, () => true],
  ],
  prepare: [
    [Images, takes("image")],
    [Ungroup, takes("tensor")],
    [ChartNoAxesColumn, remembers],
    [Funnel, needs("expression")],
    [SquareFunction, needs("key-values")],
    [TextCursorInput, has("key-values")],
    [
      Layers,
      ({ params }) =>
        params.some(({ control, required, of }) => control === "columns" && required && of === "number"),
    ],
    [PaintBucket, both(learns, ({ state }) => state === "ordered")],
    [Scaling, both(learns, takes("number"))],
    [Binary, both(learns, has("column"))],
    [ListOrdered, learns],
    [Columns3, has("columns")],
    [Wand2, () => true],
  ],
  models: [
    [BrainCircuit, needs("model")],
    [Boxes, has("file")],
    [SlidersHorizontal, needs("column")],
    [Percent, has("number")],
    [Spline, () => true],
  ],
  control: [
    [Split, ({ dynamicOutputs }) => dynamicOutputs],
    [
      Combine,
      ({ inputs }) => Object.keys(inputs).length > 1 || Object.values(inputs).some(({ many }) => many),
    ],
    [Shuffle, isSeeded],
    [ListEnd, has("number")],
    [Workflow, () => true],
  ],
  actions: [
    [Globe, does("network")],
    [Bell, does("notifies")],
    [FileOutput, does("writes")],
    [MonitorDown, () => true],
  ],
};

export function iconOf(kind: KindDescription | undefined): LucideIcon {
  if (!kind) return CircleHelp;
  if (kind.icon) return NAMED_ICONS[kind.icon];
  const rule = RULES[kind.category]?.find(([, holds]) => holds(kind));
  return rule?.[0] ?? RectangleHorizontal;
}
