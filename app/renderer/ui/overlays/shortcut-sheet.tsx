// Every shortcut at a glance, as it is set now.

import { Button, Modal } from "@mantine/core";
import { useStore } from "zustand";
import type { Action, ActionGroup } from "../../actions/action.ts";
import { bindings, keysOf } from "../../actions/bindings.ts";
import { ACTIONS } from "../../actions/index.ts";
import { MAC, worksHere } from "../../actions/platform.ts";
import { shownKey } from "../../actions/keys.ts";
import { groupText } from "../../strings/actions.ts";
import { shortcutText as text } from "../../strings/sheets.ts";
import { useWorkspace } from "../../workspace.tsx";
import { Key } from "../key.tsx";
import { useClose } from "./close.ts";
import "./sheets.css";

const GROUPS = Object.keys(groupText) as readonly ActionGroup[];

export function ShortcutSheet() {
  const { ui } = useWorkspace();
  const close = useClose();
  const chosen = useStore(bindings);
  const keysHere = (action: Action) => keysOf(action, chosen).filter(worksHere);
  const groups = GROUPS.map((group) => ({
    group,
    actions: ACTIONS.filter((action) => action.group === group && keysHere(action).length > 0),
  })).filter(({ actions }) => actions.length > 0);
  return (
    <Modal opened onClose={close} title={text.title} size={1200}>
      <div className="mr-shortcuts">
        {groups.map(({ group, actions }) => (
          <section key={group} aria-label={groupText[group]}>
            <h2>{groupText[group]}</h2>
            <dl>
              {actions.map((action) => (
                <div key={action.id}>
                  <dt>{action.title}</dt>
                  <dd>
                    {keysHere(action).map((key) => (
                      <Key key={key}>{shownKey(key, MAC)}</Key>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section aria-label={text.pointer}>
          <h2>{text.pointer}</h2>
          <dl>
            {text.gestures.map(([what, how]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{how}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <div className="mr-shortcuts-foot">
        <Button variant="default" onClick={() => ui.setState({ overlay: "settings" })}>
          {text.change}
        </Button>
      </div>
    </Modal>
  );
}
