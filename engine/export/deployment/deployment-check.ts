// Where can a workflow run? One verdict for each target, with what keeps it from there, what is worse there, and what it asks for.

import { isAbsolutePath } from "../../document/paths.ts";
import { partitionIssues } from "../../plan/partition.ts";
import type { Plan } from "../../plan/types.ts";
import { outsideSettings } from "../script/outside.ts";
import { TARGET_NAMES, type TargetName } from "../targets/names.ts";
import { needsOf, NEEDS, type Need } from "./needs.ts";
import { OFFERS, type Weight } from "./offers.ts";
import { usesNetwork } from "../../sdk/uses-network.ts";

export interface Reason {
  readonly is: Weight;
  /** Null where it is no need of nodes. */
  readonly need: Need | null;
  /** Titles of the nodes that are the reason, in flow order. */
  readonly nodes: readonly string[];
  /** A sentence. */
  readonly text: string;
}

export interface Verdict {
  readonly target: TargetName;
  /** `degraded`: it runs, and something is worse or not proved. */
  readonly verdict: "possible" | "degraded" | "impossible";
  /** The weightiest first; a possible target may ask for something, too. */
  readonly reasons: readonly Reason[];
}

export interface CheckFacts {
  /** The platform a vendored program is for. */
  readonly platform: string;
  /** That of this machine. */
  readonly here: string;
  /** A package whose library for `platform` is not installed here; null where none is missing. */
  readonly missing: string | null;
}

const WORST: readonly Weight[] = ["stops", "degrades", "asks"];

const WORDS: Readonly<Record<Need, readonly [one: string, several: string]>> = {
  disk: ["uses files", "use files"],
  network: ["calls others over the network", "call others over the network"],
  clock: ["goes by the clock", "go by the clock"],
  display: ["needs a screen", "need a screen"],
  camera: ["needs a camera", "need a camera"],
  gpu: ["needs a graphics processor", "need a graphics processor"],
  "long-life": ["never ends by itself", "never end by themselves"],
  stdin: ["reads standard input", "read standard input"],
};

/** Pure: what has to be looked up on this machine comes with `facts`. */
export function deploymentCheck(plan: Plan, facts: CheckFacts): readonly Verdict[] {
  const everywhere = [...emptiness(plan), ...outsidePaths(plan)];
  return TARGET_NAMES.map((target) => {
    const own = target === "vendored" ? libraries(facts) : target === "kubernetes" ? parts(plan) : [];
    const reasons = [...own, ...needs(plan, target), ...everywhere].toSorted(
      (a, b) => WORST.indexOf(a.is) - WORST.indexOf(b.is),
    );
    return { target, verdict: verdictOf(reasons), reasons };
  });
}

function verdictOf([worst]: readonly Reason[]): Verdict["verdict"] {
  if (worst?.is === "stops") return "impossible";
  return worst?.is === "degrades" ? "degraded" : "possible";
}

function needs(plan: Plan, target: TargetName): Reason[] {
  // A model travels with the program; what else is read and written does not.
  const withFiles = new Set(pathsOf(plan).map(({ node }) => node));
  return NEEDS.flatMap((need): Reason[] => {
    const given = OFFERS[target][need];
    const titles = plan.nodes
      .filter(({ definition }) => needsOf(definition).includes(need))
      .filter((node) => need !== "network" || usesNetwork(node))
      .filter(({ id }) => need !== "disk" || withFiles.has(id))
      .map(({ title }) => title);
    if (!given || titles.length === 0) return [];
    const [one, several] = WORDS[need];
    const text = `${listed(titles)} ${titles.length === 1 ? one : several}: ${given.because}.`;
    return [{ is: given.is, need, nodes: titles, text }];
  });
}

/** More names than that are no help: the rest is counted. */
const MOST_NAMED = 3;

function listed(titles: readonly string[]): string {
  const named = titles.slice(0, MOST_NAMED).map((title) => `"${title}"`);
  const more = titles.length - named.length;
  if (more > 0) return `${named.join(", ")} and ${more} more`;
  return named.length === 1 ? named[0] : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}

function emptiness({ nodes }: Plan): Reason[] {
  const text = "No node would run: add one, or enable those that are disabled.";
  return nodes.length > 0 ? [] : [{ is: "stops", need: null, nodes: [], text }];
}

/** What is read and written, besides models. */
function pathsOf(plan: Plan) {
  return outsideSettings(plan).filter(({ role }) => role === "input" || role === "output");
}

/** Paths that lead out of the program's folder are those of this machine. */
function outsidePaths(plan: Plan): Reason[] {
  const found = pathsOf(plan).filter(({ value }) => leadsOut(String(value)));
  const title = (id: string) => plan.nodes.find((node) => node.id === id)!.title;
  return found.map(({ node, value, role }) => ({
    is: "asks",
    need: null,
    nodes: [title(node)],
    text: `"${title(node)}" ${role === "input" ? "reads" : "writes"} "${String(value)}", a path of this machine: name another one there.`,
  }));
}

function leadsOut(path: string): boolean {
  return isAbsolutePath(path) || path.split(/[\\/]/).includes("..");
}

/** A cluster can divide a batch over machines, where the workflow lets it. */
function parts(plan: Plan): Reason[] {
  const [issue] = partitionIssues(plan);
  if (!issue) return [];
  const nodes = plan.nodes.filter(({ id }) => id === issue.node).map(({ title }) => title);
  return [{ is: "degrades", need: null, nodes, text: `In one pod, not in parts: ${issue.message}` }];
}

function libraries({ platform, here, missing }: CheckFacts): Reason[] {
  if (missing !== null)
    return [
      {
        is: "stops",
        need: null,
        nodes: [],
        text: `The library of ${missing} for ${platform} is not installed on this machine, which is ${here}.`,
      },
    ];
  if (platform === here) return [];
  const text = `It is proved with the libraries of this machine (${here}), not with those of ${platform}: run its self-test there.`;
  return [{ is: "asks", need: null, nodes: [], text }];
}
