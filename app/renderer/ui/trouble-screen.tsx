// Instead of the editor: what is wrong, where, and what to do next.

import { Button, Center, Code, Group, Stack, Text, Title } from "@mantine/core";
import type { Failure } from "../../bridge/shapes.ts";
import type { Shell } from "../shell.ts";
import { troubleText as text } from "../strings/trouble.ts";

interface Props {
  readonly shell: Shell;
  readonly title: string;
  readonly failure: Failure;
}

export function TroubleScreen({ shell, title, failure }: Props) {
  return (
    <Center component="main" h="100vh" p="xl">
      <Stack maw={560} gap="md">
        <Title order={1} fz="xl">
          {title}
        </Title>
        <Text>{failure.message}</Text>
        {failure.hint && <Text c="var(--mr-text-soft)">{failure.hint}</Text>}
        <Text fz="xs" c="var(--mr-text-faint)">
          <Code>{failure.code}</Code> {failure.file}
        </Text>
        <Group>
          <Button onClick={() => shell.showStart()}>{text.back}</Button>
          <Button variant="default" onClick={() => window.location.reload()}>
            {text.again}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
