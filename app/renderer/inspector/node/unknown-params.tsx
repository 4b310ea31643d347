// The params of a kind that is not known here: shown as they are kept.

import { words } from "../../strings/inspector.ts";
import { jsonText } from "../logic/json-text.ts";

const LINE = 44;

export function UnknownParams({ params }: { readonly params: Readonly<Record<string, unknown>> }) {
  return (
    <>
      <p className="mr-soft">{words.unknownKindHelp}</p>
      <pre className="mr-in-json mr-mono" tabIndex={0}>
        {jsonText(params, LINE)}
      </pre>
    </>
  );
}
