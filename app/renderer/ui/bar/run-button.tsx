// Run, its other forms, and stop.

import { Button, Menu, Tooltip } from "@mantine/core";
import { ChevronDown, Play, Square } from "lucide-react";
import { useStore } from "zustand";
import { actionById } from "../../actions/index.ts";
import { runAction } from "../../actions/run-action.ts";
import type { Shell } from "../../shell.ts";
import { whyAway } from "../../stores/host.ts";
import { topBarText as text } from "../../strings/top-bar.ts";
import { useDocument, useRun, useUi, useWorkspace } from "../../workspace.tsx";
import { count } from "../format.ts";
import { ActionKey } from "../key.tsx";
import { ActionItem } from "./action-item.tsx";

const WAYS = ["run.start", "run.to", "run.node", "run.dry"].map((id) => actionById(id)!);
const START = actionById("run.start")!;
const STOP = actionById("run.stop")!;

export function RunButton({ shell }: { readonly shell: Shell }) {
  const running = useRun((state) => state.running !== null);
  const stopping = useRun((state) => state.stopping);
  const empty = useDocument((state) => state.document.nodes.length === 0);
  const limit = useUi((state) => state.runLimit);
  const away = useStore(shell.host, whyAway);
  if (running)
    return (
      <Tooltip label={<ActionKey action={STOP} />}>
        <Button
          variant="default"
          leftSection={<Square size={12} fill="currentColor" aria-hidden />}
          loading={stopping}
          onClick={() => runAction(STOP, shell)}
        >
          {stopping ? text.stopping : text.stop}
        </Button>
      </Tooltip>
    );
  return (
    <Button.Group>
      <Tooltip label={away ?? (limit === null ? <ActionKey action={START} /> : text.limited(limit))}>
        <Button
          // It can be reached, and says why it does nothing.
          data-disabled={away !== null || undefined}
          aria-disabled={away !== null || undefined}
          leftSection={<Play size={12} fill="currentColor" aria-hidden />}
          disabled={empty}
          onClick={() => runAction(START, shell)}
        >
          {text.run}
          {limit !== null && <span className="mr-numbers">&nbsp;{count(limit)}</span>}
        </Button>
      </Tooltip>
      <Menu position="bottom-end" shadow="md" width={300} withinPortal={false}>
        <Menu.Target>
          <Button className="mr-run-more" px={6} aria-label={text.runMore} disabled={empty}>
            <ChevronDown size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {WAYS.map((action) => (
            <ActionItem key={action.id} action={action} shell={shell} />
          ))}
          <Menu.Divider />
          <Limit />
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

const LIMITS = [100, 1000, 10_000] as const;
const ALL = "all";

function Limit() {
  const { ui } = useWorkspace();
  const limit = useUi((state) => state.runLimit);
  const choose = (value: string) => ui.setState({ runLimit: value === ALL ? null : Number(value) });
  return (
    <>
      <Menu.Label>{text.limit}</Menu.Label>
      <Menu.RadioGroup value={limit === null ? ALL : String(limit)} onChange={choose}>
        <Menu.RadioItem value={ALL} closeMenuOnClick>
          {text.limitAll}
        </Menu.RadioItem>
        {LIMITS.map((rows) => (
          <Menu.RadioItem key={rows} value={String(rows)} closeMenuOnClick>
            {text.limitFirst(rows)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
