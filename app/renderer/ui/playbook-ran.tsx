// Opening a playbook runs it: where it has written something is said before anybody wonders.

import { bannerText as text } from "../strings/banners.ts";
import { useIsCurrentRun } from "../run-issue.ts";
import { goToResults } from "../show-results.ts";
import { useRun, useUi, useWorkspace } from "../workspace.tsx";
import { Banner } from "./banner.tsx";
import { commonFolder } from "./common-folder.ts";

export function PlaybookRan() {
  const workspace = useWorkspace();
  const { ui } = workspace;
  const told = useUi((state) => state.playbookRun);
  const began = useRun((state) => state.startedAt);
  const isDone = useRun((state) => state.running === null && state.summary !== null);
  const written = useRun((state) => state.written);
  const isCurrent = useIsCurrentRun();
  if (told === null || told !== began || !isDone) return null;
  const forget = () => ui.setState({ playbookRun: null });
  const show = () => {
    goToResults(workspace);
    forget();
  };
  return (
    <Banner
      look="info"
      title={text.playbookRan}
      help={text.playbookResults(commonFolder(written.map(({ path }) => path)), isCurrent)}
      actions={[{ label: text.showResults, run: show }]}
      onDismiss={forget}
    />
  );
}
