// branch: sends each row to the port whose condition is true for it.

import * as z from "zod/mini";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext, NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, json, paramsOf } from "../../../engine/sdk/params.ts";
import { ERROR_PORT, table, type PortMap } from "../../../engine/sdk/ports.ts";
import { compileExpression, type Expression } from "../../_shared/expression/expression.ts";
import { loadLanguage } from "../../_shared/expression/language.ts";
import { withinTime } from "../../_shared/expression/patterns.ts";
import { takeMasked } from "../../_shared/row-selection.ts";

/** Where rows go for which no condition is true. */
const OTHERWISE = "otherwise";

const Branch = z.strictObject({
  /** Id of the port; it stays when the label changes, so wires stay too. */
  id: z
    .string()
    .check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u))
    .register(z.globalRegistry, {
      title: "Port",
      description: "Id of the output, which wires and the file go by; it may stay as it is.",
    }),
  label: z._default(z.string(), "").register(z.globalRegistry, {
    title: "Name",
    description: "What the output is called in the editor.",
  }),
  condition: z.string(),
});

type Branch = z.output<typeof Branch>;

const Params = paramsOf({
  branches: json<Branch[]>(() => z.array(Branch) as unknown as z.ZodMiniType<Branch[]>, {
    title: "Branches",
    help: 'Each has an id (its port), a label and a condition such as hours > 24. Rows without a match go to "otherwise".',
    control: "conditions",
    entrySetting: { key: "condition", name: "id", title: "label" },
    example: [{ id: "late", label: "Late", condition: "hours > 24" }],
    default: [],
  }),
  match: choice(["first", "all"], {
    title: "A row goes to",
    help: "The first branch whose condition is true, or every one.",
    labels: { first: "The first match", all: "Every match" },
    default: "first",
  }),
});

type BranchParams = z.output<typeof Params>;

export default defineNode({
  kind: "branch",
  version: 1,
  category: "control",
  title: "Branch",
  summary: "Sends each row to the port whose condition is true for it.",
  keywords: ["split", "if", "else", "case", "switch", "route", "decide", "filter", "separate", "divide"],
  params: Params,
  inputs: { in: table() },
  outputs: (params: BranchParams): PortMap => ({
    ...Object.fromEntries(params.branches.map(({ id, label }) => [id, table({ title: label || id })])),
    [OTHERWISE]: table({ title: "Otherwise" }),
  }),
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: () => loadLanguage(),

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const schema = inputs.in;
    const ports = [...params.branches.map(({ id }) => id), OTHERWISE];
    return {
      outputs: Object.fromEntries(ports.map((port) => [port, schema])),
      issues: [
        ...idIssues(params.branches),
        ...params.branches.flatMap((branch, i) => conditionIssues(branch, schema, pathOf(i))),
      ],
    };
  },

  async open({ params, inputs }) {
    await loadLanguage();
    return params.branches.map(({ id, condition }, i) => ({
      id,
      test: compile(condition, inputs.in, pathOf(i)),
    }));
  },

  keepsNothing: true,

  async process(frame, ctx) {
    const { params, state, out, fail } = ctx;
    const { masks, failures } = judge(frame, state, params.match, ctx);
    for (const [row, error] of failures) fail(frame, row, error);
    // Every port gets the frame, maybe without rows: it carries the position on.
    for (let i = 0; i < state.length; i++) await out[state[i].id](takeMasked(frame, masks[i]));
    await out[OTHERWISE](takeMasked(frame, masks[state.length]));
  },
});

interface Judged {
  /** Which rows go where: one mask for each branch, and the last for the rest. */
  readonly masks: readonly Uint8Array[];
  readonly failures: ReadonlyMap<number, RowError>;
}

function judge(
  frame: Frame,
  branches: readonly { readonly test: Expression }[],
  match: BranchParams["match"],
  ctx: Pick<NodeContext, "host" | "timeoutMs">,
): Judged {
  const { length } = frame;
  const rest = new Uint8Array(length).fill(1);
  const failures = new Map<number, RowError>();
  const masks = branches.map(({ test }) => {
    const tested = withinTime(test, ctx, () => test.test(frame));
    for (const [row, error] of tested.failures) {
      // With "first", a condition behind the one that matched is not asked.
      if (match === "first" && !rest[row]) continue;
      if (!failures.has(row)) failures.set(row, error);
    }
    const mask = match === "first" ? new Uint8Array(length) : tested.mask.slice();
    for (let row = 0; row < length; row++) {
      if (!tested.mask[row]) continue;
      if (match === "first") mask[row] = rest[row];
      rest[row] = 0;
    }
    for (const row of match === "first" ? tested.failures.keys() : []) rest[row] = 0;
    return mask;
  });
  for (const row of failures.keys()) for (const mask of [...masks, rest]) mask[row] = 0;
  return { masks: [...masks, rest], failures: inOrder(failures) };
}

function inOrder(failures: ReadonlyMap<number, RowError>): ReadonlyMap<number, RowError> {
  return new Map([...failures].sort(([a], [b]) => a - b));
}

function compile(condition: string, schema: Schema, path: string): Expression {
  const { expression, issues } = compileExpression(condition, schema, path);
  if (expression) return expression;
  const [{ code, message, hint = "Mend the condition." }] = issues;
  throw new MillraceError(code, { message, path, hint });
}

function conditionIssues(
  { id, label, condition }: Branch,
  schema: Schema,
  path: string,
): readonly NodeIssue[] {
  const { expression, issues } = compileExpression(condition, schema, path);
  if (!expression && condition.trim() === "")
    return issues.map((issue) => ({
      ...issue,
      message: `The branch "${label || id}" has no condition yet.`,
    }));
  if (!expression || expression.type.type === "bool") return issues;
  return [
    {
      code: "CONDITION_TYPE",
      severity: "error",
      port: "in",
      path,
      message: `The condition gives ${expression.type.type}, not true or false.`,
      expected: "true or false",
      got: expression.type.type,
      hint: "Compare it with something, for example: hours > 24",
    },
  ];
}

function idIssues(branches: readonly Branch[]): NodeIssue[] {
  const taken = new Set([OTHERWISE, ERROR_PORT]);
  return branches.flatMap(({ id }, i): NodeIssue[] => {
    const clash = taken.has(id);
    taken.add(id);
    if (!clash) return [];
    return [
      {
        code: "BRANCH_DUPLICATE",
        severity: "error",
        path: `params.branches[${i}].id`,
        message:
          id === OTHERWISE || id === ERROR_PORT
            ? `"${id}" is a port that every branch node has, so it cannot be the id of a branch.`
            : `Two branches have the id "${id}".`,
        expected: "a different id for each branch",
        got: id,
        hint: `Choose another id; "${OTHERWISE}" and "${ERROR_PORT}" are taken.`,
      },
    ];
  });
}

function pathOf(index: number): string {
  return `params.branches[${index}].condition`;
}
