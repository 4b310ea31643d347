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
  const { title, summary, licence, synthetic, size } = template;
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
        <span>{text.licence(licence)}</span>
        {graph && <span>{text.nodes(graph.nodes)}</span>}
        <span>{bytes(size)}</span>
      </div>
      <Button fullWidth loading={opening} aria-label={`${text.open}: ${title}`} onClick={() => void open()}>
        {text.open}
      </Button>
    </li>
  );
}
