// The data dock: what flows, what failed, what was said and what is wrong, for the node that is selected or pinned.

import { ActionIcon, Tabs } from "@mantine/core";
import { Check, Lock, LockOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { Shell } from "../shell.ts";
import type { DockTab } from "../stores/ui.ts";
import { dockText } from "../strings/dock.ts";
import { short } from "../ui/format.ts";
import { useUi, useWorkspace } from "../workspace.tsx";
import { ColumnsTab } from "./columns/columns-tab.tsx";
import "./dock.css";
import { copied } from "./copy-text.ts";
import { FailedTab } from "./failed/failed-tab.tsx";
import { IssuesTab } from "./issues/issues-tab.tsx";
import { LogTab } from "./log/log-tab.tsx";
import { ModelTab } from "./model/model-tab.tsx";
import { NodeChip } from "./node-chip.tsx";
import { PreviewTab } from "./preview/preview-tab.tsx";
import { useShownNode } from "./shown.ts";
import { useBadges, type Badge } from "./tab-badges.ts";
import { TimelineTab } from "./timeline/timeline-tab.tsx";

type Tab = keyof typeof dockText.tabs;
const TABS = Object.keys(dockText.tabs) as Tab[];

const PANELS = {
  preview: (shell) => <PreviewTab shell={shell} />,
  columns: (shell) => <ColumnsTab shell={shell} />,
  failed: (shell) => <FailedTab shell={shell} />,
  log: (shell) => <LogTab shell={shell} />,
  timeline: () => <TimelineTab />,
  issues: (shell) => <IssuesTab shell={shell} />,
  model: () => <ModelTab />,
} satisfies Record<Tab, (shell: Shell) => ReactNode>;

export function Dock({ shell }: { readonly shell: Shell }) {
  const { ui } = useWorkspace();
  const wanted = useUi((state) => state.dockTab);
  const tab: Tab = wanted in PANELS ? wanted : "preview";
  const badges = useBadges();
  return (
    <Tabs
      className="mr-dock-tabs"
      value={tab}
      onChange={(next) => next && ui.setState({ dockTab: next as DockTab })}
      keepMounted={false}
      variant="none"
    >
      <div className="mr-dock-head">
        <Tabs.List className="mr-dock-list" aria-label={dockText.tabsLabel}>
          {TABS.map((id) => (
            <Tabs.Tab
              key={id}
              value={id}
              className="mr-dock-tab"
              rightSection={<TabBadge badge={badges[id]} />}
            >
              {dockText.tabs[id]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <CopiedNote />
        <ShownNode />
      </div>
      {TABS.map((id) => (
        <Tabs.Panel key={id} value={id} className="mr-dock-panel">
          {id === tab && PANELS[id](shell)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function TabBadge({ badge }: { readonly badge: Badge | undefined }) {
  if (!badge || badge.count === 0) return null;
  return <span className={`mr-dock-badge mr-mark-${badge.tone}`}>{short(badge.count)}</span>;
}

/** In its place from the start, so that it is read out. */
function CopiedNote() {
  const what = useStore(copied, (state) => state.what);
  return (
    <span className="mr-dock-copied" role="status">
      {what !== null && (
        <span className="mr-mark mr-mark-success">
          <Check size={11} aria-hidden /> {dockText.copied(what)}
        </span>
      )}
    </span>
  );
}

/** Which node the dock is about, and whether it stays with it. */
function ShownNode() {
  const { ui } = useWorkspace();
  const node = useShownNode();
  const isPinned = useUi((state) => state.pinned !== null && state.pinned === node?.id);
  if (!node) return null;
  const label = isPinned ? dockText.unkeep : dockText.keep;
  return (
    <div className="mr-dock-shown">
      <NodeChip node={node.id} />
      <ActionIcon
        size={24}
        aria-label={label}
        title={label}
        aria-pressed={isPinned}
        variant={isPinned ? "light" : "subtle"}
        color={isPinned ? "indigo" : "gray"}
        onClick={() => ui.setState({ pinned: isPinned ? null : node.id })}
      >
        {isPinned ? <Lock size={13} /> : <LockOpen size={13} />}
      </ActionIcon>
    </div>
  );
}
