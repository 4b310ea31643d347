// How bad an issue is: by shape and colour.

import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { Severity } from "../../../engine/document/issue.ts";
import { words } from "../strings/inspector.ts";

const GLYPHS = { error: CircleX, warning: TriangleAlert, info: Info } as const;

export function SeverityGlyph({ severity }: { readonly severity: Severity }) {
  const Glyph = GLYPHS[severity];
  return (
    <span className="mr-severity" data-severity={severity} role="img" aria-label={words.severity[severity]}>
      <Glyph size={14} aria-hidden />
    </span>
  );
}
