// A JSON value that unfolds; the first levels are open while they are short.

import { count } from "../../ui/format.ts";

interface Props {
  readonly value: unknown;
  readonly name?: string;
  readonly depth?: number;
}

const OPEN_DEPTH = 2;
const OPEN_ITEMS = 20;
/** More are not drawn: a list of 100,000 numbers is no text to read. */
const MOST_ITEMS = 500;

export function JsonTree({ value, name, depth = 0 }: Props) {
  const label = name === undefined ? null : <span className="mr-json-key">{name}: </span>;
  if (typeof value !== "object" || value === null)
    return (
      <div className="mr-json-line">
        {label}
        <span className={`mr-json-${value === null ? "null" : typeof value}`}>{JSON.stringify(value)}</span>
      </div>
    );
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const summary = Array.isArray(value) ? `[${count(entries.length)}]` : `{${count(entries.length)}}`;
  return (
    <details className="mr-json" open={depth < OPEN_DEPTH && entries.length <= OPEN_ITEMS}>
      <summary>
        {label}
        <span className="mr-json-size">{summary}</span>
      </summary>
      <div className="mr-json-inside">
        {entries.slice(0, MOST_ITEMS).map(([key, inside]) => (
          <JsonTree key={key} name={key} value={inside} depth={depth + 1} />
        ))}
        {entries.length > MOST_ITEMS && (
          <div className="mr-json-size">… {count(entries.length - MOST_ITEMS)}</div>
        )}
      </div>
    </details>
  );
}
