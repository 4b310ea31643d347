// A playbook: its graph, what it does, whose data it uses. Opens a copy that runs at once.

import { Badge, Button, Tooltip } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Template } from "../../bridge/shapes.ts";
import type { Shell } from "../shell.ts";
import { galleryText as text } from "../strings/gallery.ts";
import { bytes } from "../ui/format.ts";
import { graphGeometry } from "./graph-geometry.ts";
import { GraphPicture } from "./graph-picture.tsx";
import { openTemplate } from "./open-template.ts";

interface Props {
  readonly template: Template;
  readonly shell: Shell;
  readonly onOpen?: () => void;
}

export function TemplateCard({ template, shell, onOpen }: Props) {
  const { title, summary, synthetic, size } = template;
  const [opening, setOpening] = useState(false);
  const graph = useMemo(() => graphGeometry(template.text, shell.kinds()), [template, shell]);
  const open = async () => {
    setOpening(true);
    onOpen?.();
    await openTemplate(shell, template.name);
    setOpening(false);
  };
  return (
    <li className="mr-template">
      <div className="mr-template-picture">
        {graph && <GraphPicture graph={graph} label={text.picture(title)} />}
      </div>
      <div className="mr-template-text">
        <h3>{title}</h3>
        <p>{summary}</p>
      </div>
      <div className="mr-template-facts mr-numbers">
        {synthetic && (
          <Tooltip label={text.syntheticHelp}>
            <Badge variant="light" color="gray" size="sm" tt="none" fw={500}>
              {text.synthetic}
            </Badge>
          </Tooltip>
        )}
        <Licences parts={template.parts} />
        {graph && <span>{text.nodes(graph.nodes)}</span>}
        <span>{bytes(size)}</span>
      </div>
      <Button fullWidth loading={opening} aria-label={`${text.open}: ${title}`} onClick={() => void open()}>
        {text.open}
      </Button>
    </li>
  );
}

/** Data and models may be of several people: each part has its own then. */
function Licences({ parts }: Pick<Template, "parts">) {
  const different = [...new Set(parts.map(({ licence }) => licence))];
  if (different.length === 1) return <span>{text.licence(different[0])}</span>;
  return (
    <details className="mr-template-licences">
      <summary>{text.licences(different.length)}</summary>
      <ul>
        {parts.map(({ title, licence }) => (
          <li key={title}>
            {title}: {licence}
          </li>
        ))}
      </ul>
    </details>
  );
}
