// The window: what is open decides what is drawn. A start screen, the editor, or what was wrong with a file.

import { Center, Loader, MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { listenToKeys } from "./actions/listen.ts";
import { runCommand } from "./actions/run-action.ts";
import type { Link } from "./host/find-bridge.ts";
import { refuseDrops } from "./host/refuse-drops.ts";
import { Editor } from "./editor.tsx";
import { StartScreen } from "./gallery/start-screen.tsx";
import { createShell, type ShellState } from "./shell.ts";
import { FileDialogSlot } from "./ui/files/file-dialog.tsx";
import { startText } from "./strings/gallery.ts";
import { troubleText } from "./strings/trouble.ts";
import { ErrorBoundary } from "./ui/error-boundary.tsx";
import "./ui/forced-colors.css";
import "./ui/mantine.css";
import { theme } from "./ui/theme.ts";
import { TroubleScreen } from "./ui/trouble-screen.tsx";
import { WorkspaceContext } from "./workspace.tsx";

export function App({ link }: { readonly link: Link }) {
  const [state, setState] = useState<ShellState>({ show: "loading" });
  const [shell] = useState(() => createShell(link, setState));
  useEffect(() => shell.begin(), [shell]);
  useEffect(() => listenToKeys(shell), [shell]);
  useEffect(refuseDrops, []);
  useEffect(
    () => link.bridge.on("app.command", ({ command, path }) => runCommand(command, path, shell)),
    [link, shell],
  );
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ModalsProvider>
        <Notifications position="bottom-right" limit={3} />
        <FileDialogSlot shell={shell} />
        {state.show === "loading" && (
          <Center h="100vh">
            <Loader size="sm" role="status" aria-label={startText.loading} />
          </Center>
        )}
        {state.show === "trouble" && (
          <TroubleScreen shell={shell} title={state.title} failure={state.failure} />
        )}
        {state.show === "start" && <StartScreen shell={shell} />}
        {state.show === "editor" && (
          <WorkspaceContext value={state.workspace}>
            <ErrorBoundary
              key={state.workspace.document.getState().session}
              instead={(failure) => (
                <TroubleScreen shell={shell} title={troubleText.notDrawn} failure={failure} />
              )}
            >
              <Editor shell={shell} />
            </ErrorBoundary>
          </WorkspaceContext>
        )}
      </ModalsProvider>
    </MantineProvider>
  );
}
