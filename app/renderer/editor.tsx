// The editor's window: top bar, palette, canvas, inspector, data dock, status bar. Panels fold and keep their size.

import { useEffect } from "react";
import { Canvas } from "./canvas/canvas.tsx";
import { Dock } from "./dock/dock.tsx";
import "./editor.css";
import { Inspector } from "./inspector/inspector.tsx";
import { Palette } from "./palette/palette.tsx";
import type { Shell } from "./shell.ts";
import { Overlays } from "./ui/overlays.tsx";
import { Splitter } from "./ui/splitter.tsx";
import { StatusBar } from "./ui/status-bar.tsx";
import { TopBar } from "./ui/top-bar.tsx";
import { listenToKeys } from "./actions/listen.ts";
import { useUi, useWorkspace } from "./workspace.tsx";

export function Editor({ shell }: { readonly shell: Shell }) {
  const workspace = useWorkspace();
  const { palette, inspector, dock, paletteWidth, inspectorWidth, dockShare } = useUi(
    (state) => state.panels,
  );
  const focusMode = useUi((state) => state.focusMode);
  const side = (shown: boolean) => shown && !focusMode;
  useEffect(() => listenToKeys(workspace, shell), [workspace, shell]);
  return (
    <div className="mr-editor">
      <TopBar shell={shell} />
      <div className="mr-middle">
        {side(palette) && (
          <>
            <aside className="mr-panel" aria-label="Palette" style={{ width: paletteWidth }}>
              <Palette />
            </aside>
            <Splitter panel="paletteWidth" />
          </>
        )}
        <div className="mr-centre">
          <main className="mr-canvas" aria-label="Canvas">
            <Canvas shell={shell} />
          </main>
          {side(dock) && (
            <>
              <Splitter panel="dockShare" />
              <section
                className="mr-panel mr-dock"
                aria-label="Data"
                style={{ height: `${dockShare * 100}%` }}
              >
                <Dock shell={shell} />
              </section>
            </>
          )}
        </div>
        {side(inspector) && (
          <>
            <Splitter panel="inspectorWidth" />
            <aside className="mr-panel" aria-label="Inspector" style={{ width: inspectorWidth }}>
              <Inspector shell={shell} />
            </aside>
          </>
        )}
      </div>
      <StatusBar />
      <Overlays shell={shell} />
    </div>
  );
}
