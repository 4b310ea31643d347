// Where the page begins: find the host, draw the editor.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod/mini";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@xyflow/react/dist/style.css";
import "./ui/tokens.css";
import { App } from "./app.tsx";
import { findBridge } from "./host/find-bridge.ts";

// The page's policy forbids code made from text, which zod would try.
config({ jitless: true });

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App link={findBridge()} />
  </StrictMode>,
);
