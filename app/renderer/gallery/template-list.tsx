// The playbooks as cards.

import { Skeleton } from "@mantine/core";
import type { Shell } from "../shell.ts";
import { galleryText as text } from "../strings/gallery.ts";
import { TemplateCard } from "./template-card.tsx";
import { useTemplates } from "./use-templates.ts";
import "./gallery.css";

interface Props {
  readonly shell: Shell;
  /** Called when one has been chosen. */
  readonly onOpen?: () => void;
}

export function TemplateList({ shell, onOpen }: Props) {
  const templates = useTemplates(shell);
  if (templates.state === "failed")
    return (
      <p role="alert">
        {text.failed} {templates.message}
      </p>
    );
  if (templates.state === "loading")
    return (
      <div className="mr-templates" aria-busy>
        {/* The room that cards take: nothing jumps when they are there. */}
        {[0, 1, 2].map((place) => (
          <Skeleton key={place} height={280} radius="lg" />
        ))}
      </div>
    );
  if (templates.templates.length === 0) return <p>{text.none}</p>;
  return (
    <ul className="mr-templates">
      {templates.templates.map((template) => (
        <TemplateCard key={template.name} template={template} shell={shell} onOpen={onOpen} />
      ))}
    </ul>
  );
}
