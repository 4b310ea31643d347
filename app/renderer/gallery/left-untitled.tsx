// Workflows that were never saved: what a page, or the program, left when it ended.

import { ActionIcon, Tooltip } from "@mantine/core";
import { FileClock, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { LeftUntitled as Left } from "../../bridge/shapes.ts";
import { failureOf } from "../failure.ts";
import type { Shell } from "../shell.ts";
import { startText as text } from "../strings/gallery.ts";

export function LeftUntitled({ shell }: { readonly shell: Shell }) {
  const { bridge } = shell.link;
  const [left, setLeft] = useState<readonly Left[]>([]);
  useEffect(() => {
    let gone = false;
    bridge.app.untitled({}).then(
      (reply) => void (gone || setLeft(reply.left)),
      // Nothing to offer is no reason to stop anybody.
      () => {},
    );
    return () => void (gone = true);
  }, [bridge]);
  if (left.length === 0) return null;
  const drop = async (id: string) => {
    const question = { title: text.dropTitle, text: text.dropText, yes: text.dropYes, no: text.dropNo };
    if (!(await shell.confirm({ ...question, danger: true }))) return;
    try {
      await bridge.app.dropUntitled({ id });
      setLeft((before) => before.filter((other) => other.id !== id));
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    }
  };
  return (
    <section aria-label={text.left}>
      <div className="mr-start-head">
        <h2>{text.left}</h2>
      </div>
      <ul className="mr-recent">
        {left.map(({ id, endedAt, titles }) => (
          <li key={id} className="mr-left">
            <button
              title={titles.join(", ")}
              onClick={() => void shell.opening(() => bridge.document.create({ untitled: id }))}
            >
              <FileClock size={16} strokeWidth={1.75} aria-hidden />
              <span className="mr-recent-name">{text.untitled}</span>
              <span className="mr-recent-path">{titles.join(", ") || text.noNodes}</span>
              <span className="mr-recent-when mr-numbers">{whenText(endedAt)}</span>
            </button>
            <Tooltip label={text.throwAway}>
              <ActionIcon aria-label={text.throwAway} onClick={() => void drop(id)}>
                <Trash2 size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whenText(ms: number): string {
  return new Date(ms).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}
