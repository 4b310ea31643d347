// What has to be done before the workflow can be exported.

import { Button, Group } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { exportText as text } from "../strings/export.ts";
import type { Obstacle } from "./obstacles.ts";
import { useFirstFocus } from "./use-first-focus.ts";

interface Props {
  readonly obstacles: readonly Obstacle[];
  readonly close: () => void;
}

export function InTheWay({ obstacles, close }: Props) {
  const root = useFirstFocus<HTMLDivElement>(obstacles[0].text);
  return (
    <div className="mr-export" ref={root}>
      <p className="mr-export-lead">{text.intro}</p>
      <h3 className="mr-export-heading">{text.inTheWay}</h3>
      <ul className="mr-export-obstacles" aria-live="polite">
        {obstacles.map((obstacle, place) => (
          <li key={obstacle.text}>
            <CircleAlert size={16} aria-hidden />
            <div>
              <p>{obstacle.text}</p>
              {obstacle.details?.map((detail, at) => (
                <p key={at} className="mr-export-soft">
                  {detail}
                </p>
              ))}
            </div>
            <Group gap="xs" wrap="nowrap">
              {obstacle.ways.map(({ label, go }, at) => (
                <Button
                  key={label}
                  data-autofocus={(place === 0 && at === 0) || undefined}
                  variant={at === 0 ? "filled" : "default"}
                  onClick={go}
                >
                  {label}
                </Button>
              ))}
            </Group>
          </li>
        ))}
      </ul>
      <div className="mr-export-foot">
        <Button variant="default" onClick={close}>
          {text.cancel}
        </Button>
      </div>
    </div>
  );
}
