// An action in the settings: its keys, a new one by pressing it, none, or its own again.

import { ActionIcon, Tooltip } from "@mantine/core";
import { RotateCcw, X } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { useStore } from "zustand";
import type { Action } from "../../actions/action.ts";
import { bindings, choose, keysOf } from "../../actions/bindings.ts";
import { keyOf, shownKey } from "../../actions/keys.ts";
import { MAC } from "../../actions/platform.ts";
import { groupText } from "../../strings/actions.ts";
import { settingsText as text } from "../../strings/sheets.ts";

interface Props {
  readonly action: Action;
  /** Titles of the actions that have one of its keys too. */
  readonly conflicts: readonly string[];
}

export function KeyRow({ action, conflicts }: Props) {
  const chosen = useStore(bindings);
  const [listening, setListening] = useState(false);
  const keys = keysOf(action, chosen);
  const changed = Object.hasOwn(chosen.chosen, action.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening) return;
    // Whatever is pressed is meant for this, Tab and Esc too.
    event.preventDefault();
    event.stopPropagation();
    const key = keyOf({ ...plain(event), altGraph: event.getModifierState("AltGraph") }, MAC);
    if (key === null) return;
    if (key !== "Escape") choose(bindings, action.id, [key]);
    setListening(false);
  };
  const shown = keys.length === 0 ? text.noKey : keys.map((key) => shownKey(key, MAC)).join("   ");
  return (
    <li className="mr-keys-row">
      <span className="mr-keys-title">
        {action.title}
        <span className="mr-sheet-soft">{groupText[action.group]}</span>
      </span>
      {conflicts.length > 0 && (
        <span className="mr-keys-conflict">{text.conflict(conflicts.join(", "))}</span>
      )}
      <Tooltip label={text.pressHelp} disabled={!listening} opened={listening || undefined}>
        <button
          className={listening ? "mr-keys-button mr-keys-listening" : "mr-keys-button"}
          aria-label={`${listening ? text.press : shown}: ${text.changeKey(action.title)}`}
          onClick={() => setListening(true)}
          onKeyDown={onKeyDown}
          onBlur={() => setListening(false)}
        >
          {listening ? text.press : shown}
        </button>
      </Tooltip>
      <ActionIcon
        size={24}
        aria-label={text.removeKey(action.title)}
        disabled={keys.length === 0}
        onClick={() => choose(bindings, action.id, [])}
      >
        <X size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={text.resetKey(action.title)}
        disabled={!changed}
        onClick={() => choose(bindings, action.id, null)}
      >
        <RotateCcw size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function plain({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) {
  return { key, code, ctrlKey, metaKey, altKey, shiftKey };
}
