// A small picture of what a kind does, in the colour of its category. Told from its description, not from its name.

import {
  ArrowDownToLine,
  Binary,
  Boxes,
  BrainCircuit,
  Columns3,
  FileSpreadsheet,
  Filter,
  FolderOpen,
  Funnel,
  ListTree,
  Merge,
  Pencil,
  Ruler,
  Rows3,
  Send,
  Sigma,
  SlidersHorizontal,
  Split,
  SquareFunction,
  Tags,
  type LucideIcon,
} from "lucide-react";
import type { KindDescription } from "../../bridge/shapes.ts";
import "./kind-icon.css";

type Rule = readonly [when: (kind: KindDescription) => boolean, icon: LucideIcon];

const has =
  (...controls: readonly string[]) =>
  ({ params }: KindDescription) =>
    params.some(({ control }) => controls.includes(control));

/** The first param says what a kind is about. */
const first =
  (control: string) =>
  ({ params }: KindDescription) =>
    params[0]?.control === control;

const RULES: Readonly<Record<KindDescription["category"], readonly Rule[]>> = {
  sources: [
    [has("folder"), FolderOpen],
    [has("file"), FileSpreadsheet],
    [has("json"), Rows3],
    [() => true, ListTree],
  ],
  prepare: [
    [({ canFit }) => canFit, Ruler],
    [({ state }) => state !== "none", SlidersHorizontal],
    [first("expression"), Filter],
    [first("key-values"), SquareFunction],
    [first("columns"), Columns3],
    [first("column"), Tags],
    [() => true, Pencil],
  ],
  models: [
    [has("model"), BrainCircuit],
    [has("file"), Tags],
    [({ state }) => state !== "none", Sigma],
    [() => true, Binary],
  ],
  control: [
    [({ dynamicOutputs }) => dynamicOutputs, Split],
    [({ inputs }) => Object.values(inputs).some(({ many }) => many), Merge],
    [() => true, Funnel],
  ],
  actions: [
    [({ effects }) => effects.includes("writes"), ArrowDownToLine],
    [({ effects }) => effects.length > 0, Send],
    [() => true, Rows3],
  ],
};

interface Props {
  /** null for a kind that the catalog does not know. */
  readonly kind: KindDescription | null;
  readonly size?: number;
}

export function KindIcon({ kind, size = 16 }: Props) {
  const Icon = kind ? (RULES[kind.category].find(([when]) => when(kind))?.[1] ?? Boxes) : Boxes;
  return (
    <Icon
      className={kind ? `mr-kind-icon mr-kind-icon-${kind.category}` : "mr-kind-icon"}
      size={size}
      strokeWidth={1.75}
      aria-hidden
    />
  );
}
