// Who has answered, where that is not the host that the workflow names: a person has to know, since rows come from there.

import type { Reply } from "./sender.ts";

/** Null where it is at home. `asked` may be a page that another answer has named. */
export function elsewhereText(home: string, asked: string, { url }: Pick<Reply, "url">): string | null {
  const at = new URL(url);
  if (at.origin === new URL(home).origin) return null;
  const isRedirect = at.origin !== new URL(asked).origin;
  const who = isRedirect
    ? `${new URL(asked).host} sends on to ${at.origin}`
    : `The next page is at ${at.origin}`;
  return `${who}: it is asked without the secret, and without the headers of the workflow.`;
}
