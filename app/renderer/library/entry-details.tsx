// All that is known of a set of models: where it came from, its licence with its text, its files.

import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { LibraryEntry } from "../../bridge/shapes.ts";
import { filesOf, type LibraryFileChoice } from "../edits/library-model.ts";
import { libraryText as text } from "../strings/library.ts";
import { useWorkspace } from "../workspace.tsx";
import { useModelFile } from "./use-model-file.ts";

interface Props {
  readonly id: string;
  readonly entry: LibraryEntry;
  readonly close: () => void;
}

export function EntryDetails({ id, entry, close }: Props) {
  const { source, licence, is } = entry;
  return (
    <div className="mr-library-details" id={id}>
      <dl>
        <div>
          <dt>{text.from}</dt>
          <dd className="mr-mono">{source}</dd>
        </div>
        <div>
          <dt>{text.licence}</dt>
          <dd>
            {licence.name ?? text.noLicence}
            {licence.note && <span className="mr-library-soft"> {licence.note}</span>}
            {is !== "offered" && licence.file !== null && <LicenceText name={entry.name} />}
          </dd>
        </div>
        <div>
          <dt>{text.files}</dt>
          <dd>
            <ul>
              {filesOf(entry).map((choice) => (
                <FileLine key={choice.reference} choice={choice} isThere={is !== "offered"} close={close} />
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </div>
  );
}

function FileLine({
  choice,
  isThere,
  close,
}: {
  readonly choice: LibraryFileChoice;
  readonly isThere: boolean;
  readonly close: () => void;
}) {
  const { label, use } = useModelFile(isThere ? choice : null, close);
  return (
    <li className="mr-library-file">
      <code>{choice.reference}</code>
      <span className="mr-library-soft">{text.size(choice.file.size)}</span>
      {use && (
        <Button
          size="compact-xs"
          variant="light"
          aria-label={text.useFile(choice.reference, label)}
          onClick={use}
        >
          {label}
        </Button>
      )}
    </li>
  );
}

function LicenceText({ name }: { readonly name: string }) {
  const { bridge } = useWorkspace();
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    bridge.library.licence({ name }).then(
      (licence) => void (gone || setShown(licence.text)),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [bridge, name]);
  if (shown === null) return null;
  return (
    <details>
      <summary>{text.licenceText}</summary>
      {/* Long texts are scrolled with the keys, too. */}
      <pre tabIndex={0} aria-label={text.licenceText}>
        {shown}
      </pre>
    </details>
  );
}
