// What this is, and where it runs.

import { Modal } from "@mantine/core";
import type { Shell } from "../../shell.ts";
import { aboutText as text } from "../../strings/sheets.ts";
import { count } from "../format.ts";
import { useClose } from "./close.ts";
import "./sheets.css";

export function About({ shell }: { readonly shell: Shell }) {
  const close = useClose();
  const info = shell.info();
  const facts = [
    [text.version, info?.version],
    [text.host, info && text.hosts[info.host]],
    [text.platform, info?.platform],
    [text.kinds, count(shell.kinds().size)],
    [text.licence, text.licenceName],
  ] as const;
  return (
    <Modal opened onClose={close} title={text.title} size={440}>
      <p className="mr-sheet-text">{text.what}</p>
      <dl className="mr-sheet-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mr-sheet-text mr-sheet-soft">{text.privacy}</p>
    </Modal>
  );
}
