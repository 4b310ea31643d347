// The operators of a model with their counts, the most used first, as bars.

import { Button } from "@mantine/core";
import { useState } from "react";
import { words } from "../../strings/inspector.ts";
import { count } from "../../ui/format.ts";

interface Props {
  readonly operators: Readonly<Record<string, number>>;
  readonly risky: readonly string[];
}

const FIRST = 8;

export function Operators({ operators, risky }: Props) {
  const [all, setAll] = useState(false);
  const entries = Object.entries(operators);
  if (entries.length === 0) return null;
  const most = Math.max(...entries.map(([, n]) => n));
  const shown = all ? entries : entries.slice(0, FIRST);
  const sum = entries.reduce((total, [, n]) => total + n, 0);
  return (
    <section>
      <h3 className="mr-numbers">{words.modelOperators(sum)}</h3>
      <ul className="mr-operators">
        {shown.map(([name, n]) => (
          <li key={name} data-risky={risky.includes(name) || undefined}>
            <span title={name}>{name}</span>
            <span className="mr-bar" aria-hidden>
              <span style={{ width: `${(100 * n) / most}%` }} />
            </span>
            <span className="mr-numbers">{count(n)}</span>
          </li>
        ))}
      </ul>
      {entries.length > shown.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          {words.showAllColumns(entries.length)}
        </Button>
      )}
    </section>
  );
}
