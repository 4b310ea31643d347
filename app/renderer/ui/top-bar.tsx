// The bar at the top: menu, name of the workflow, run.

import { Badge, Tooltip } from "@mantine/core";
import { useEffect } from "react";
import type { Shell } from "../shell.ts";
import { isDirty } from "../stores/document.ts";
import { readOnlyReason } from "../stores/read-only.ts";
import { topBarText as text } from "../strings/top-bar.ts";
import type { RunState } from "../stores/run-state.ts";
import { useDocument, useRun } from "../workspace.tsx";
import { LastRun } from "./bar/last-run.tsx";
import { MainMenu } from "./bar/main-menu.tsx";
import { ExportButton } from "./bar/export-button.tsx";
import { RunButton } from "./bar/run-button.tsx";
import { RunProgress } from "./bar/run-progress.tsx";
import { timeLeft } from "./bar/time-left.ts";
import "./top-bar.css";

export function TopBar({ shell }: { readonly shell: Shell }) {
  return (
    <header className="mr-top-bar">
      <MainMenu shell={shell} />
      <Name shell={shell} />
      <div className="mr-top-bar-run">
        <LastRun />
        <RunProgress />
        <ExportButton shell={shell} />
        <RunButton shell={shell} />
      </div>
    </header>
  );
}

/** Before the name, so that it is read in a row of tabs. */
function progressText({ running, share, elapsedMs }: RunState): string {
  if (running === null) return "";
  return share === null ? text.titleRunning : text.titleProgress(share, timeLeft(share, elapsedMs));
}

function Name({ shell }: { readonly shell: Shell }) {
  const name = useDocument((state) => state.name);
  const path = useDocument((state) => state.path);
  const readOnly = useDocument(readOnlyReason);
  const unsaved = useDocument(isDirty);
  const undo = useDocument((state) => state.undo.at(-1)?.label ?? null);
  const redo = useDocument((state) => state.redo.at(-1)?.label ?? null);
  const progress = useRun(progressText);
  const { bridge } = shell.link;
  useEffect(() => {
    const title = `${progress}${unsaved ? "● " : ""}${name} – Millrace`;
    document.title = title;
    // A browser has its title from the page alone; there the host does nothing.
    void bridge.app.window({ title, unsaved, undo, redo }).catch(() => {});
  }, [bridge, name, unsaved, undo, redo, progress]);
  return (
    <div className="mr-top-bar-name">
      <Tooltip label={path ?? text.notSaved}>
        <h1 className="mr-top-bar-title">{name}</h1>
      </Tooltip>
      {unsaved && (
        <Tooltip label={text.unsaved}>
          <span className="mr-top-bar-dot" role="img" aria-label={text.unsaved} />
        </Tooltip>
      )}
      {readOnly && (
        <Tooltip label={text.readOnlyHelp[readOnly]}>
          <Badge variant="default" size="sm" tt="none" fw={500}>
            {text.readOnly}
          </Badge>
        </Tooltip>
      )}
    </div>
  );
}
