// What keeps the open workflow from being exported, with the way out of each.

import { useStore } from "zustand";
import { save, saveAs } from "../actions/save-flow.ts";
import { goToNode } from "../dock/node-chip.tsx";
import { failureOf } from "../failure.ts";
import type { Shell } from "../shell.ts";
import { isDirty } from "../stores/document.ts";
import { whyAway } from "../stores/host.ts";
import { lendTab } from "../stores/lent-tab.ts";
import { exportText as text } from "../strings/export.ts";
import { useDocument, usePlan, useWorkspace } from "../workspace.tsx";

export interface Obstacle {
  readonly text: string;
  /** More about it, such as the first issues. */
  readonly details?: readonly string[];
  readonly ways: readonly { readonly label: string; readonly go: () => void }[];
}

/** Errors that are told; the rest is in the list of issues. */
const MOST_TOLD = 3;

export function useObstacles(shell: Shell, close: () => void): readonly Obstacle[] {
  const workspace = useWorkspace();
  const { document, ui } = workspace;
  const away = useStore(shell.host, whyAway);
  const trusted = useDocument((state) => state.trusted);
  const empty = useDocument((state) => state.document.nodes.length === 0);
  const path = useDocument((state) => state.path);
  const dirty = useDocument(isDirty);
  const changed = useDocument((state) => state.onDisk === "changed");
  const readOnly = useDocument((state) => state.readOnly);
  const revision = useDocument((state) => state.revision);
  const planned = usePlan((state) => state.revision);
  const trouble = usePlan((state) => state.trouble);
  const issues = usePlan((state) => state.issues);
  if (away !== null) return [{ text: away, ways: [] }];
  const found: Obstacle[] = [];
  if (empty) found.push({ text: text.empty, ways: [] });
  if (!trusted) {
    const trust = () =>
      void document.trust().catch((thrown: unknown) => {
        const { message, hint } = failureOf(thrown);
        shell.notify({ title: message, text: hint ?? "", level: "error" });
      });
    found.push({ text: text.untrusted, ways: [{ label: text.trust, go: trust }] });
  }
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const first = errors.find(({ node }) => node !== undefined);
    const showNode = () => {
      close();
      goToNode(workspace, first!.node!, first!.port ?? null);
    };
    const showIssues = () => {
      close();
      lendTab(ui, "issues");
    };
    found.push({
      text: text.errors(errors.length),
      details: errors.slice(0, MOST_TOLD).map(({ message }) => message),
      ways: [
        ...(first ? [{ label: text.showNode, go: showNode }] : []),
        { label: text.showIssues, go: showIssues },
      ],
    });
  }
  if (path === null || dirty || changed) {
    const asNew = { label: text.saveAs, go: () => void saveAs(workspace, shell) };
    const asIt = { label: text.save, go: () => void save(workspace, shell) };
    found.push({
      text: path === null ? text.neverSaved : changed ? text.changedOnDisk : text.unsaved,
      ways: [path === null || readOnly ? asNew : asIt],
    });
  }
  // Last, since it goes by itself.
  if (trouble !== null) found.push({ text: trouble, ways: [] });
  else if (planned !== revision && !empty) found.push({ text: text.planning, ways: [] });
  return found;
}
