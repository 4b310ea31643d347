// The code of a program, in colours.

import { useMemo } from "react";
import { highlighted } from "./highlight.ts";

export function CodeView({ code, label }: { readonly code: string; readonly label: string }) {
  const pieces = useMemo(() => highlighted(code), [code]);
  return (
    <pre className="mr-code" tabIndex={0} role="region" aria-label={label}>
      <code>
        {pieces.map(({ is, text }, at) =>
          is === "plain" ? (
            text
          ) : (
            <span key={at} className={`mr-code-${is}`}>
              {text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
}
