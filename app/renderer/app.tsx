// The window: what is open decides what is drawn. A start screen, the editor, or what was wrong with a file.

import { Center, Loader, MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import type { Link } from "./host/find-bridge.ts";
import { Editor } from "./editor.tsx";
import { StartScreen } from "./gallery/start-screen.tsx";
import { createShell, type ShellState } from "./shell.ts";
import { theme } from "./ui/theme.ts";
import { TroubleScreen } from "./ui/trouble-screen.tsx";
import { WorkspaceContext } from "./workspace.tsx";

export function App({ link }: { readonly link: Link }) {
  const [state, setState] = useState<ShellState>({ show: "loading" });
  const [shell] = useState(() => createShell(link, setState));
  useEffect(() => shell.begin(), [shell]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ModalsProvider>
        <Notifications position="bottom-right" limit={3} />
        {state.show === "loading" && (
          <Center h="100vh">
            <Loader size="sm" aria-label="Loading" />
          </Center>
        )}
        {state.show === "trouble" && (
          <TroubleScreen shell={shell} title={state.title} failure={state.failure} />
        )}
        {state.show === "start" && <StartScreen shell={shell} />}
        {state.show === "editor" && (
          <WorkspaceContext value={state.workspace}>
            <Editor key={state.workspace.document.getState().session} shell={shell} />
          </WorkspaceContext>
        )}
      </ModalsProvider>
    </MantineProvider>
  );
}
