// Instead of data: what would be here, and the one thing to do about it.

import { Button } from "@mantine/core";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import "./parts.css";

interface Props {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly text?: ReactNode;
  readonly code?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export function EmptyState({ icon: Icon, title, text, code, action }: Props) {
  return (
    <div className="mr-empty" tabIndex={-1}>
      {Icon && <Icon className="mr-empty-icon" size={20} strokeWidth={1.5} aria-hidden />}
      <p className="mr-empty-title">{title}</p>
      {text && <p className="mr-empty-text">{text}</p>}
      {code && <code className="mr-empty-code">{code}</code>}
      {action && (
        <Button className="mr-empty-action" variant="default" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
