// Lines above the canvas for what has happened to the file, the engine or the connection. They cover nothing.

import { useStore } from "zustand";
import { download } from "../actions/download.ts";
import { save, saveAs } from "../actions/save-flow.ts";
import { failureOf } from "../failure.ts";
import type { Shell } from "../shell.ts";
import { isDirty } from "../stores/document.ts";
import { readOnlyReason } from "../stores/read-only.ts";
import { bannerText as text } from "../strings/banners.ts";
import { WORKFLOW_ENDING } from "../../../engine/document/workflow-file.ts";
import { useDocument, useWorkspace, type Workspace } from "../workspace.tsx";
import { nodeTitle } from "./node-title.ts";
import { Banner } from "./banner.tsx";
import { goTo } from "./overlays/go-to.ts";
import { PlaybookRan } from "./playbook-ran.tsx";

interface Props {
  readonly shell: Shell;
}

export function Banners({ shell }: Props) {
  return (
    <>
      <Lost shell={shell} />
      <Crashed shell={shell} />
      <ChangedOnDisk shell={shell} />
      <Gone shell={shell} />
      <Recovered shell={shell} />
      <LeftOver shell={shell} />
      <ReadOnly shell={shell} />
      <Untrusted shell={shell} />
      <PlaybookRan />
    </>
  );
}

/** Stands on every screen: nothing works without the host. */
export function Lost({ shell }: Props) {
  const connected = useStore(shell.host, (state) => state.connected);
  const refused = useStore(shell.host, (state) => state.refused);
  const workspace = shell.workspace();
  const copy = workspace ? [{ label: text.copy, run: () => downloadCopy(workspace) }] : [];
  if (!connected) {
    const help = text.lostHelp(window.location.port, workspace !== null);
    return <Banner look="danger" title={text.lost} help={help} actions={copy} />;
  }
  if (!refused) return null;
  const again = { label: text.refusedAgain, run: () => shell.host.takeUp() };
  const why = `${refused.message} ${refused.hint ?? ""}`;
  return <Banner look="danger" title={text.refused} help={why} actions={[again, ...copy]} />;
}

/** The workflow as it stands here, as a file of the browser's. */
function downloadCopy({ document }: Workspace): void {
  const { name } = document.getState();
  download(new Blob([document.text()], { type: "application/json" }), `${name}${WORKFLOW_ENDING}`);
}

function Crashed({ shell }: Props) {
  const workspace = useWorkspace();
  const crash = useStore(shell.host, (state) => state.crash);
  const engine = useStore(shell.host, (state) => state.engine);
  const connected = useStore(shell.host, (state) => state.connected);
  const nodes = useDocument((state) => state.document.nodes);
  // Without the host nothing runs again: that is said in its place.
  if (!crash || !connected) return null;
  const node = nodes.find(({ id }) => id === crash.node);
  const seen = () => shell.host.setState({ crash: null });
  return (
    <Banner
      look="danger"
      title={text.crashed(node ? nodeTitle(node, workspace.kinds.get(node.kind)) : null)}
      help={engine === "ready" ? text.restarted : text.crashedHelp}
      actions={node ? [{ label: text.showNode, run: () => goTo(workspace, node.id) }] : []}
      onDismiss={seen}
    />
  );
}

/** The file was deleted, moved or renamed: what was in it is here alone. */
function Gone({ shell }: Props) {
  const workspace = useWorkspace();
  const gone = useDocument((state) => state.onDisk === "gone");
  const path = useDocument((state) => state.path);
  if (!gone) return null;
  return (
    <Banner
      look="warning"
      title={text.gone}
      help={text.goneHelp(path ?? "")}
      actions={[
        { label: text.saveAgain, run: () => save(workspace, shell) },
        { label: text.saveAs, run: () => saveAs(workspace, shell) },
      ]}
    />
  );
}

function ChangedOnDisk({ shell }: Props) {
  const workspace = useWorkspace();
  const changed = useDocument((state) => state.onDisk === "changed");
  const dirty = useDocument(isDirty);
  if (!changed) return null;
  return (
    <Banner
      look="warning"
      title={dirty ? text.changedDirty : text.changed}
      help={text.changedHelp}
      actions={[
        { label: text.reload, run: () => shell.reload() },
        // Saving asks before it replaces what the other program wrote.
        { label: text.keep, run: () => workspace.document.setState({ onDisk: "same" }) },
        { label: text.saveAs, run: () => saveAs(workspace, shell) },
      ]}
    />
  );
}

function Recovered({ shell }: Props) {
  const { document } = useWorkspace();
  const recovered = useDocument((state) => state.recovered);
  if (!recovered) return null;
  const throwAway = async () => {
    const sure = await shell.confirm({
      title: text.throwTitle,
      text: text.throwText,
      yes: text.throwAway,
      no: text.cancel,
      danger: true,
    });
    if (sure) document.throwAway();
  };
  return (
    <Banner
      look="info"
      title={text.recovered(recovered.endedAt === null ? null : timeText(recovered.endedAt))}
      actions={[
        { label: text.throwAway, run: throwAway },
        { label: text.keepRecovered, run: () => document.setState({ recovered: null }) },
      ]}
    />
  );
}

/** Unsaved changes on a file that was changed since: nothing is done with them unasked. */
function LeftOver({ shell }: Props) {
  const { document } = useWorkspace();
  const left = useDocument((state) => state.leftOver);
  if (!left) return null;
  const drop = async () => {
    const sure = await shell.confirm({
      title: text.throwTitle,
      text: text.leftThrowText,
      yes: text.throwAway,
      no: text.cancel,
      danger: true,
    });
    if (sure) document.dropLeftOver();
  };
  return (
    <Banner
      look="warning"
      title={text.left(left.endedAt === null ? null : timeText(left.endedAt))}
      help={text.leftHelp}
      actions={[
        { label: text.leftTake, run: () => document.takeLeftOver() },
        { label: text.throwAway, run: drop },
      ]}
      // They are offered again when the file is opened the next time.
      onDismiss={() => document.setState({ leftOver: null })}
    />
  );
}

function ReadOnly({ shell }: Props) {
  const workspace = useWorkspace();
  const reason = useDocument(readOnlyReason);
  if (!reason) return null;
  const { ui } = workspace;
  const showIssues = () =>
    ui.setState(({ panels }) => ({
      dockTab: "issues",
      focusMode: false,
      panels: { ...panels, dock: true },
    }));
  return (
    <Banner
      look={reason === "damaged" ? "warning" : "info"}
      title={text.readOnly[reason].title}
      help={text.readOnly[reason].help}
      actions={[
        ...(reason === "damaged" ? [{ label: text.showDamage, run: showIssues }] : []),
        { label: text.saveAs, run: () => saveAs(workspace, shell) },
      ]}
    />
  );
}

function Untrusted({ shell }: Props) {
  const { document } = useWorkspace();
  const trusted = useDocument((state) => state.trusted);
  if (trusted) return null;
  const trust = () =>
    document.trust().catch((thrown: unknown) => {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    });
  return (
    <Banner
      look="info"
      title={text.untrusted}
      help={text.untrustedHelp}
      actions={[{ label: text.trust, run: trust }]}
    />
  );
}

function timeText(at: number): string {
  return new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}
