// All actions with their keys, which can be changed; keys that mean two things are pointed out.

import { Button, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { bindings, keysOf } from "../../actions/bindings.ts";
import { ACTIONS, actionById } from "../../actions/index.ts";
import { conflictsOf, shownKey } from "../../actions/keys.ts";
import { MAC } from "../../actions/platform.ts";
import { groupText } from "../../strings/actions.ts";
import { settingsText as text } from "../../strings/sheets.ts";
import { ranked, type Searched } from "../picker/fuzzy.ts";
import { KeyRow } from "./key-row.tsx";

export function KeySettings() {
  const chosen = useStore(bindings);
  const [query, setQuery] = useState("");
  const conflicts = useMemo(
    () => conflictsOf(ACTIONS.map((action) => [action.id, keysOf(action, chosen)])),
    [chosen],
  );
  const shown = ranked(query, ACTIONS, (action) => [
    [action.title, 2],
    [groupText[action.group], 1],
    ...keysOf(action, chosen).map((key): Searched => [shownKey(key, MAC), 2]),
  ]);
  const others = (id: string) =>
    [...conflicts.values()]
      .filter((ids) => ids.includes(id))
      .flatMap((ids) => ids.filter((other) => other !== id))
      .map((other) => actionById(other)?.title ?? other);
  return (
    <>
      <div className="mr-keys-head">
        <TextInput
          className="mr-keys-search"
          aria-label={text.searchKeys}
          placeholder={text.searchKeys}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={Object.keys(chosen.chosen).length === 0}
          onClick={() => bindings.setState({ chosen: {} })}
        >
          {text.resetAll}
        </Button>
      </div>
      {conflicts.size > 0 && (
        <p className="mr-keys-conflict" role="status">
          {text.conflicts(conflicts.size)}
        </p>
      )}
      <ul className="mr-keys">
        {shown.map((action) => (
          <KeyRow key={action.id} action={action} conflicts={others(action.id)} />
        ))}
      </ul>
      {shown.length === 0 && <p className="mr-sheet-soft">{text.noMatch}</p>}
    </>
  );
}
