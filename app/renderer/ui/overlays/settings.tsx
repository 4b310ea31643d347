// What can be set: how the editor looks and moves, and all keys.

import { Modal, Tabs } from "@mantine/core";
import { settingsText as text } from "../../strings/sheets.ts";
import { GeneralSettings } from "./general-settings.tsx";
import { KeySettings } from "./key-settings.tsx";
import { useClose } from "./close.ts";
import "./sheets.css";

export function Settings() {
  const close = useClose();
  return (
    <Modal opened onClose={close} title={text.title} size={640}>
      <Tabs defaultValue="general" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="general">{text.general}</Tabs.Tab>
          <Tabs.Tab value="keys">{text.keys}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general" className="mr-settings-panel">
          <GeneralSettings />
        </Tabs.Panel>
        <Tabs.Panel value="keys" className="mr-settings-panel">
          <KeySettings />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
