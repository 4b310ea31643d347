// The line at the bottom: engine, memory, issues, zoom, sample, light and dark.

import { Menu, Tooltip } from "@mantine/core";
import { CircleAlert, CirclePause, CircleStop, Monitor, Moon, Sun, TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import { actionById } from "../actions/index.ts";
import { runAction } from "../actions/run-action.ts";
import type { Shell } from "../shell.ts";
import type { PreviewState } from "../stores/preview.ts";
import type { UiState } from "../stores/ui.ts";
import { statusText as text } from "../strings/status.ts";
import { useDocument, usePlan, usePreview, useUi, useWorkspace } from "../workspace.tsx";
import { SampleItems } from "./sample-items.tsx";
import { duration } from "./format.ts";
import { useElapsed } from "./use-elapsed.ts";
import "./status-bar.css";

export function StatusBar({ shell }: { readonly shell: Shell }) {
  return (
    <footer className="mr-status" aria-label={text.label}>
      <Engine shell={shell} />
      <Cached />
      <Issues />
      <span className="mr-status-space" />
      <SampleWork />
      <Sample />
      <Zoom shell={shell} />
      <Scheme />
    </footer>
  );
}

function Engine({ shell }: { readonly shell: Shell }) {
  const connected = useStore(shell.host, ({ connected, refused }) => connected && !refused);
  const engine = useStore(shell.host, (state) => state.engine);
  const memory = useStore(shell.host, (state) => state.memoryMb);
  const state = connected ? engine : "crashed";
  return (
    <>
      <span className="mr-status-item" role="status">
        <span className={`mr-status-light mr-status-light-${state}`} aria-hidden />
        {connected ? text.engine[engine] : text.disconnected}
      </span>
      {memory > 0 && (
        <Tooltip label={text.memoryHelp}>
          <span className="mr-status-item mr-numbers">{text.memory(memory)}</span>
        </Tooltip>
      )}
    </>
  );
}

function Cached() {
  const cached = usePreview(cachedNodes);
  const all = useDocument((state) => state.document.nodes.length);
  // None does not mean that nothing is there: it has all been computed just now.
  if (all === 0 || cached === 0) return null;
  return (
    <Tooltip label={text.cachedHelp}>
      <span className="mr-status-item mr-numbers">{text.cached(Math.min(cached, all), all)}</span>
    </Tooltip>
  );
}

function cachedNodes({ nodes }: PreviewState): number {
  return Object.values(nodes).filter(({ state }) => state === "cached").length;
}

function Issues() {
  const { ui } = useWorkspace();
  const issues = usePlan((state) => state.issues);
  const errors = issues.some(({ severity }) => severity === "error");
  const shown = issues.filter(({ severity }) => severity !== "info").length;
  const show = () =>
    ui.setState({
      focusMode: false,
      dockTab: "issues",
      panels: { ...ui.getState().panels, dock: true },
    });
  const look = errors ? "mr-status-errors" : shown > 0 ? "mr-status-warnings" : "";
  const Icon = errors ? CircleAlert : TriangleAlert;
  return (
    <Tooltip label={text.issuesHelp}>
      <button className={`mr-status-item mr-status-button mr-numbers ${look}`} onClick={show}>
        {shown > 0 && <Icon size={12} aria-hidden />}
        {shown === 0 ? text.noIssues : text.issues(shown)}
      </button>
    </Tooltip>
  );
}

/** How long the sample has been computed, to be stopped by a click; or that it was. */
function SampleWork() {
  const { preview } = useWorkspace();
  const work = usePreview((state) => state.work);
  const elapsed = useElapsed(work.is === "computed" ? work.since : null);
  if (work.is === "stopped")
    return (
      <button
        className="mr-status-item mr-status-button mr-status-warnings"
        title={text.resumeSample}
        onClick={preview.resume}
      >
        <CirclePause size={12} aria-hidden /> {text.sampleStopped}
      </button>
    );
  if (elapsed === null) return null;
  return (
    <button className="mr-status-item mr-status-button mr-numbers" onClick={preview.halt}>
      <CircleStop size={12} aria-hidden /> {text.stopSample(duration(elapsed))}
    </button>
  );
}

function Sample() {
  const rows = usePreview((state) => state.rows);
  const on = usePreview((state) => state.on);
  return (
    <Menu position="top-end" shadow="md" withinPortal={false}>
      <Menu.Target>
        <button className="mr-status-item mr-status-button mr-numbers" title={text.sampleHelp}>
          {on ? text.sample(rows) : text.previewOff}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <SampleItems />
      </Menu.Dropdown>
    </Menu>
  );
}

const ZOOM_100 = actionById("view.zoom100")!;

function Zoom({ shell }: { readonly shell: Shell }) {
  const zoom = useUi((state) => state.zoom);
  return (
    <Tooltip label={text.zoomHelp}>
      <button
        className="mr-status-item mr-status-button mr-status-zoom mr-numbers"
        onClick={() => runAction(ZOOM_100, shell)}
      >
        {text.zoom(zoom)}
      </button>
    </Tooltip>
  );
}

const SCHEMES = { light: Sun, dark: Moon, auto: Monitor } as const;

function Scheme() {
  const { ui } = useWorkspace();
  const scheme = useUi((state) => state.scheme);
  const Icon = SCHEMES[scheme];
  return (
    <Menu position="top-end" shadow="md" withinPortal={false}>
      <Menu.Target>
        <button
          className="mr-status-item mr-status-button"
          aria-label={`${text.schemeHelp}: ${text.scheme[scheme]}`}
        >
          <Icon size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={scheme}
          onChange={(value) => ui.setState({ scheme: value as UiState["scheme"] })}
        >
          {Object.entries(text.scheme).map(([value, title]) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick>
              {title}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
