// The params of a kind that is not known here: shown as they are kept.

import { jsonText } from "../logic/json-text.ts";

const LINE = 44;

export function UnknownParams({ params }: { readonly params: Readonly<Record<string, unknown>> }) {
  return (
    <pre className="mr-in-json mr-mono" tabIndex={0}>
      {jsonText(params, LINE)}
    </pre>
  );
}
