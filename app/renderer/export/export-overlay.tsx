// Leads from the workflow to a program that stands alone: what is in the way, what to make, how far it is, what came of it.

import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Shell } from "../shell.ts";
import { createExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";
import { useClose } from "../ui/overlays/close.ts";
import { useWorkspace } from "../workspace.tsx";
import { Choose } from "./choose.tsx";
import { Done } from "./done.tsx";
import { Failed } from "./failed.tsx";
import { InTheWay } from "./in-the-way.tsx";
import { useObstacles } from "./obstacles.ts";
import { useQuietSample } from "./use-quiet-sample.ts";
import { Working } from "./working.tsx";
import "./export.css";

export function ExportOverlay({ shell }: { readonly shell: Shell }) {
  const { bridge, document } = useWorkspace();
  const close = useClose();
  const [store] = useState(() => createExportStore(bridge, document));
  useEffect(() => () => store.stop(), [store]);
  useQuietSample();
  const phase = useStore(store, (state) => state.phase);
  const obstacles = useObstacles(shell, close);
  /** The dialog for folders lies above this one, and takes the keys. */
  const [picking, setPicking] = useState(false);
  const working = phase.is === "working";
  const mayClose = !working && !picking;
  return (
    <Modal
      opened
      onClose={close}
      title={phase.is === "done" ? text.done : text.title}
      size={phase.is === "done" ? 1080 : 720}
      closeOnEscape={mayClose}
      closeOnClickOutside={phase.is === "choosing" && mayClose}
      withCloseButton={!working}
    >
      {phase.is === "choosing" &&
        (obstacles.length > 0 ? (
          <InTheWay obstacles={obstacles} close={close} />
        ) : (
          <Choose store={store} shell={shell} close={close} onPicking={setPicking} />
        ))}
      {phase.is === "working" && <Working store={store} phase={phase} />}
      {phase.is === "failed" && <Failed store={store} failure={phase.failure} close={close} />}
      {phase.is === "done" && <Done shell={shell} exported={phase.exported} close={close} />}
    </Modal>
  );
}
