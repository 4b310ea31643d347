// The name of a secret, never its value: typed, or one that the workflow uses already; with whether the environment has it.

import { Autocomplete } from "@mantine/core";
import { Check, CircleAlert, KeyRound } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { words } from "../../strings/inspector.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import { usedSecrets } from "../logic/used-secrets.ts";
import { inputAttributes, type ControlProps } from "./control.ts";

/** Typing asks once it pauses. */
const PAUSE_MS = 150;

export function SecretControl(props: ControlProps) {
  const { value, set, done } = props;
  const { kinds } = useWorkspace();
  const nodes = useDocument(({ document }) => document.nodes);
  const name = typeof value === "string" ? value : "";
  const known = useMemo(
    () => usedSecrets(nodes, kinds).filter((each) => each !== name),
    [nodes, kinds, name],
  );
  return (
    <div>
      <Autocomplete
        {...inputAttributes(props)}
        size="xs"
        className="mr-mono"
        leftSection={<KeyRound size={13} aria-hidden />}
        description={name === "" ? words.secretHelp : undefined}
        inputWrapperOrder={["input", "description", "error"]}
        placeholder={words.secretPlaceholder}
        spellCheck={false}
        autoComplete="off"
        data={known}
        value={name}
        onChange={set}
        onBlur={done}
      />
      <SecretState name={name} />
    </div>
  );
}

function SecretState({ name }: { readonly name: string }) {
  const { bridge } = useWorkspace();
  const session = useDocument((state) => state.session);
  const [found, setFound] = useState<{
    readonly name: string;
    readonly isSet: boolean;
    readonly file: string;
  } | null>(null);
  useEffect(() => {
    if (name === "") return;
    let gone = false;
    const timer = setTimeout(() => {
      bridge.secret.check({ session, name }).then(
        ({ isSet, file }) => void (gone || setFound({ name, isSet, file })),
        // The host is gone, and says so itself.
        () => void (gone || setFound(null)),
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [bridge, session, name]);
  if (name === "" || !found) return <p className="mr-path-state" aria-live="polite" />;
  const Icon = found.isSet ? Check : CircleAlert;
  return (
    <p className="mr-path-state" data-good={found.isSet} data-old={found.name !== name} aria-live="polite">
      <Icon size={12} aria-hidden />{" "}
      {found.isSet ? words.secretSet : words.secretMissing(found.name, found.file)}
    </p>
  );
}
