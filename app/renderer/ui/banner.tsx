// One line that says what has happened and offers what to do about it.

import { Button, CloseButton } from "@mantine/core";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { bannerText as text } from "../strings/banners.ts";
import "./banner.css";

const ICONS = { info: Info, warning: TriangleAlert, danger: CircleAlert } as const;

interface Props {
  readonly look: keyof typeof ICONS;
  readonly title: string;
  readonly help?: string;
  readonly actions: readonly { readonly label: string; readonly run: () => unknown }[];
  readonly onDismiss?: () => void;
}

export function Banner({ look, title, help, actions, onDismiss }: Props) {
  const Icon = ICONS[look];
  return (
    <div className={`mr-banner mr-banner-${look}`} role={look === "info" ? "status" : "alert"}>
      <Icon size={16} aria-hidden />
      <p>
        <strong>{title}</strong> {help}
      </p>
      {actions.map(({ label, run }) => (
        <Button key={label} size="compact-xs" variant="default" onClick={() => void run()}>
          {label}
        </Button>
      ))}
      {onDismiss && <CloseButton size="sm" aria-label={text.dismiss} onClick={onDismiss} />}
    </div>
  );
}
