// What to type behind `millrace new` so that its workflow can run: a `--set` for each error that one would mend.

import type { Issue } from "../../engine/document/issue.ts";
import { elementCount } from "../../engine/frames/dims.ts";
import { isNumberType } from "../../engine/frames/types.ts";
import type { Plan } from "../../engine/plan/types.ts";
import type { ModelFacts } from "../../engine/sdk/services.ts";

/** Each ready for a shell: `--set 'model.inputs.x=["a","b"]'`. Which columns is a proposal, where several would do. */
export function nextSettings(plan: Plan): readonly string[] {
  const settings = plan.issues
    .filter(({ severity }) => severity === "error")
    .flatMap((issue) => fromFix(issue) ?? fromInput(issue, plan));
  return [...new Set(settings)].map((setting) => `--set '${setting.replaceAll("'", String.raw`'\''`)}'`);
}

function fromFix({ fix }: Issue): string[] | null {
  const settings = (fix?.commands ?? []).map((command) =>
    command.do === "set-param" ? settingOf(command.id, command.param, command.value) : null,
  );
  const found = settings.filter((setting) => setting !== null);
  return found.length > 0 && found.length === settings.length ? found : null;
}

/** The first number columns for an input that found none, where there are enough. */
function fromInput({ node, path }: Issue, plan: Plan): string[] {
  const planned = plan.nodes.find(({ id }) => id === node);
  const name = /^params\.inputs\.(.+)$/.exec(path ?? "")?.[1];
  const spec = (planned?.facts as ModelFacts | null)?.inputs.find((input) => input.name === name);
  const arrives = planned?.inputs.in;
  const count = spec && spec.shape.length < 3 ? elementCount(spec.shape.slice(1)) : null;
  if (!spec || !arrives || count === null) return [];
  const numbers = arrives.fields.filter(({ type }) => isNumberType(type.type)).map((field) => field.name);
  if (numbers.length < count) return [];
  const value = count === 1 ? numbers[0] : numbers.slice(0, count);
  return [settingOf(planned.id, "inputs", { [spec.name]: value })];
}

/** `model.inputs.x=["a","b"]`: an object of one key is reached into. */
function settingOf(node: string, param: string, value: unknown): string {
  const entries = value !== null && typeof value === "object" ? Object.entries(value) : [];
  const [[key, inside] = ["", null]] = entries;
  const reachesIn = entries.length === 1 && !Array.isArray(value) && /^[\w-]+$/.test(key);
  return reachesIn
    ? `${node}.${param}.${key}=${JSON.stringify(inside)}`
    : `${node}.${param}=${JSON.stringify(value)}`;
}
