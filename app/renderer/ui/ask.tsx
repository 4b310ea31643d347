// A question over everything, answered by one of its buttons.

import { Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Question } from "../actions/action.ts";

/** Null when it was closed without an answer. */
export function ask<T extends string>({ title, text, choices }: Question<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const id = modals.open({
      title,
      onClose: () => resolve(null),
      // Above the file dialog, which asks as well.
      zIndex: 220,
      children: (
        <Stack gap="lg">
          <Text fz="md">{text}</Text>
          <Group justify="flex-end" gap="sm">
            {choices.map(({ value, label, danger }, index) => {
              const usual = index === choices.length - 1;
              // Enter out of habit destroys nothing: where the usual answer does, the first one waits for it.
              const isFirst = index === (choices.at(-1)?.danger ? 0 : choices.length - 1);
              return (
                <Button
                  key={value}
                  data-autofocus={isFirst || undefined}
                  variant={usual ? "filled" : danger ? "light" : "default"}
                  color={danger ? "red" : undefined}
                  onClick={({ currentTarget }) => {
                    // It stays while it fades: what is drawn meanwhile may take the focus.
                    currentTarget.blur();
                    resolve(value);
                    modals.close(id);
                  }}
                >
                  {label}
                </Button>
              );
            })}
          </Group>
        </Stack>
      ),
    });
  });
}
