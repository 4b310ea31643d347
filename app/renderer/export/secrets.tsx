// Names of the secrets that the program will want; never what they are.

import { KeyRound } from "lucide-react";
import type { ExportOutlook } from "../../bridge/shapes.ts";
import { exportText as text } from "../strings/export.ts";

export function Secrets({ secrets }: Pick<ExportOutlook, "secrets">) {
  if (secrets.length === 0) return null;
  return (
    <section className="mr-export-secrets">
      <h3 className="mr-export-heading">{text.secrets}</h3>
      <ul>
        {secrets.map(({ name, isSet }) => (
          <li key={name}>
            <KeyRound size={13} aria-hidden />
            <code>{name}</code>
            <span className="mr-export-soft">{isSet ? text.secretSet : text.secretMissing}</span>
          </li>
        ))}
      </ul>
      <p className="mr-export-soft">{text.secretsHelp}</p>
    </section>
  );
}
