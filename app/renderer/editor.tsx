// The editor of an open workflow: bar, palette, canvas, dock, inspector, status. Panels fold and remember their size.

import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { Canvas } from "./canvas/canvas.tsx";
import { Dock } from "./dock/dock.tsx";
import "./editor.css";
import { Inspector } from "./inspector/inspector.tsx";
import { Palette } from "./palette/palette.tsx";
import type { Shell } from "./shell.ts";
import { panelText as text } from "./strings/panels.ts";
import { Banners } from "./ui/banners.tsx";
import { Overlays } from "./ui/overlays.tsx";
import { Splitter } from "./ui/splitter.tsx";
import { StatusBar } from "./ui/status-bar.tsx";
import { TopBar } from "./ui/top-bar.tsx";
import { useUi } from "./workspace.tsx";

export function Editor({ shell }: { readonly shell: Shell }) {
  const { palette, inspector, dock, paletteWidth, inspectorWidth, dockShare } = useUi(
    (state) => state.panels,
  );
  const focusMode = useUi((state) => state.focusMode);
  const scheme = useUi((state) => state.scheme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme]);
  const side = (shown: boolean) => shown && !focusMode;
  return (
    <div className="mr-editor">
      <TopBar shell={shell} />
      <Banners shell={shell} />
      <div className="mr-middle">
        {side(palette) && (
          <aside className="mr-side" aria-label={text.palette} data-region tabIndex={-1}>
            <div className="mr-panel" style={{ width: paletteWidth }}>
              <Palette />
            </div>
            <Splitter panel="paletteWidth" />
          </aside>
        )}
        <div className="mr-centre">
          <main className="mr-canvas" aria-label={text.canvas}>
            <Canvas shell={shell} />
          </main>
          {side(dock) && (
            <section
              className="mr-side mr-side-below"
              aria-label={text.dock}
              data-region
              tabIndex={-1}
              style={{ height: `${dockShare * 100}%` }}
            >
              <Splitter panel="dockShare" />
              <div className="mr-panel mr-dock">
                <Dock shell={shell} />
              </div>
            </section>
          )}
        </div>
        {side(inspector) && (
          <aside
            id="mr-inspector-panel"
            className="mr-side"
            aria-label={text.inspector}
            data-region
            tabIndex={-1}
          >
            <Splitter panel="inspectorWidth" />
            <div className="mr-panel" style={{ width: inspectorWidth }}>
              <Inspector shell={shell} />
            </div>
          </aside>
        )}
      </div>
      <StatusBar shell={shell} />
      <Overlays shell={shell} />
    </div>
  );
}
