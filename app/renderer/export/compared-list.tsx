// The results that workflow and program were compared by, one line each.

import { Check, Equal } from "lucide-react";
import type { ComparedFile } from "../../bridge/shapes.ts";
import { exportText as text } from "../strings/export.ts";
import { nodeTitle } from "../ui/node-title.ts";
import { useDocument, useWorkspace } from "../workspace.tsx";
import { resultOf } from "./result-of.ts";

export function ComparedList({ compared }: { readonly compared: readonly ComparedFile[] }) {
  const { kinds } = useWorkspace();
  const nodes = useDocument(({ document }) => document.nodes);
  if (compared.length === 0) return null;
  const words = (file: string) => {
    const { node, what } = resultOf(file);
    const found = nodes.find(({ id }) => id === node);
    const title = found ? nodeTitle(found, kinds.get(found.kind)) : null;
    return title === null ? text[what === "failed" ? "failedRows" : "printed"] : title;
  };
  return (
    <ul className="mr-export-compared" tabIndex={0} aria-label={text.compared}>
      {compared.map(({ file, values, identical }) => {
        const { what } = resultOf(file);
        const Glyph = identical ? Check : Equal;
        return (
          <li key={file}>
            <Glyph size={14} aria-hidden />
            <span className="mr-export-compared-name" title={words(file)}>
              {words(file)}
            </span>
            <span className="mr-export-soft">{text.resultKinds[what]}</span>
            <span className="mr-numbers">{text.values(values)}</span>
            <span className="mr-export-soft">{identical ? text.identical : text.nearlyIdentical}</span>
          </li>
        );
      })}
    </ul>
  );
}
