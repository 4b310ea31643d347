// What is known of the workflow before a run: columns on every wire, and what is wrong. Follows the document.

import { createStore, type StoreApi } from "zustand/vanilla";
import { BridgeError, type Bridge } from "../../bridge/bridge.ts";
import type { ChangedNode, KindDescription, PlannedView, PlanView } from "../../bridge/shapes.ts";
import { faultOf, type Issue } from "../../../engine/document/issue.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { sameJson } from "../ui/same-json.ts";
import { byId } from "./by-id.ts";
import type { DocumentStore } from "./document.ts";

export interface PlanState {
  readonly kinds: ReadonlyMap<string, KindDescription>;
  /** Revision of the document that the rest belongs to; 0 = nothing is known yet. */
  readonly revision: number;
  readonly nodes: Readonly<Record<string, PlannedView>>;
  readonly issues: readonly Issue[];
  readonly issuesByNode: ReadonlyMap<string, readonly Issue[]>;
  /** Why there is no plan: the engine is gone, or does not answer. */
  readonly trouble: string | null;
}

export type PlanStore = StoreApi<PlanState> & { readonly stop: () => void };

const NO_ISSUES: readonly Issue[] = [];

export function createPlanStore(
  bridge: Bridge,
  document: DocumentStore,
  kinds: ReadonlyMap<string, KindDescription>,
): PlanStore {
  const store = createStore<PlanState>(() => ({
    kinds,
    revision: 0,
    nodes: byId(),
    issues: document.getState().textIssues,
    issuesByNode: byNode(document.getState().textIssues),
    trouble: null,
  }));
  const { document: read } = document.getState();
  let asking = false;
  let stopped = false;
  /** Of the plan that is known; null where the engine may not have it. */
  let base: WorkflowDocument | null = null;
  const ask = async () => {
    // One question at a time: the last revision is what matters when the answer has come.
    if (asking || stopped) return;
    const { session, revision, document: asked, textIssues } = document.getState();
    if (store.getState().revision === revision) return;
    asking = true;
    try {
      const since = store.getState().revision;
      const changed = base && changedNodes(base, asked);
      const what = changed ? { changed } : { document: asked };
      const plan = await bridge.plan.make({ session, revision, since, ...what });
      base = plan.revision === revision ? asked : null;
      const known = new Set(plan.issues.map(faultOf));
      const still = textIssues.filter(
        (issue) => !known.has(faultOf(issue)) && stillStands(issue, read, asked),
      );
      const issues = [...still, ...plan.issues];
      const nodes = plan.since === null ? viewsOf(plan) : withNews(store.getState().nodes, plan);
      store.setState({ revision: plan.revision, nodes, issues, issuesByNode: byNode(issues), trouble: null });
      asking = false;
      void ask();
    } catch (thrown) {
      asking = false;
      // An engine that was started anew has nothing to begin at.
      if (base !== null && isBaseLost(thrown)) {
        base = null;
        return void ask();
      }
      store.setState({ trouble: (thrown as Error).message });
    }
  };
  const unsubscribe = document.subscribe((now, before) => {
    if (now.revision !== before.revision) void ask();
  });
  const unlisten = bridge.on("engine.state", ({ state }) => {
    if (state === "ready") void ask();
  });
  void ask();
  const stop = () => {
    stopped = true;
    unsubscribe();
    unlisten();
  };
  return Object.assign(store, { stop });
}

/** Which nodes are others than they were; null where anything else has changed. Whole documents are long, and follow every key. */
export function changedNodes(before: WorkflowDocument, now: WorkflowDocument): ChangedNode[] | null {
  const parts = Object.keys({ ...before, ...now }) as (keyof WorkflowDocument)[];
  if (parts.some((part) => part !== "nodes" && before[part] !== now[part])) return null;
  if (before.nodes.length !== now.nodes.length) return null;
  const changed = now.nodes.flatMap((node, at) => (node === before.nodes[at] ? [] : [{ at, node }]));
  return changed.every(({ at, node }) => node.id === before.nodes[at].id) ? changed : null;
}

function isBaseLost(thrown: unknown): boolean {
  return thrown instanceof BridgeError && thrown.failure.code === "PLAN_BASE_LOST";
}

/** What the text said of a param is over when the param says something else. */
export function stillStands(
  { node, path }: Pick<Issue, "node" | "path">,
  read: WorkflowDocument,
  now: WorkflowDocument,
): boolean {
  const param = /^params\.([^.[]+)/.exec(path ?? "")?.[1];
  if (node === undefined || param === undefined) return true;
  const valueIn = ({ nodes }: WorkflowDocument) => nodes.find(({ id }) => id === node)?.params[param];
  return sameJson(valueIn(read), valueIn(now));
}

/** Issues of a node, always the same array while they are the same. */
export function issuesOf(state: PlanState, node: string): readonly Issue[] {
  return state.issuesByNode.get(node) ?? NO_ISSUES;
}

/** Nodes that did not change stay the same objects. */
function withNews(before: PlanState["nodes"], news: PlanView): PlanState["nodes"] {
  if (news.gone.length === 0 && Object.keys(news.nodes).length === 0) return before;
  const lost = new Set(news.gone);
  const kept = Object.entries(before).filter(([id]) => !lost.has(id));
  return byId(Object.fromEntries(kept), viewsOf(news));
}

/** Ports have names that people give, as nodes have. */
function viewsOf({ nodes }: PlanView): PlanState["nodes"] {
  const views = byId<PlannedView>();
  for (const [id, { inputs, outputs, ports, effects }] of Object.entries(nodes))
    views[id] = { inputs: byId(inputs), outputs: byId(outputs), ports: byId(ports), effects };
  return views;
}

function byNode(issues: readonly Issue[]): ReadonlyMap<string, readonly Issue[]> {
  const map = new Map<string, Issue[]>();
  for (const issue of issues)
    if (issue.node !== undefined) map.set(issue.node, [...(map.get(issue.node) ?? []), issue]);
  return map;
}
