// Whether an address can be asked: http or https, and nobody's password in it.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";

export function addressIssues(url: string): NodeIssue[] {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const issue = (message: string, expected: string, hint: string): NodeIssue[] => [
    { code: "HTTP_ADDRESS", severity: "error", path: "params.url", message, expected, hint },
  ];
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    return issue(
      "This is no address that can be asked.",
      "one that begins with https:// or http://",
      "Write the whole address, such as https://example.org/orders.",
    );
  if (parsed.username !== "" || parsed.password !== "")
    return issue(
      "The address holds a user or a password, for everybody to read.",
      "an address without them",
      "Take them out, and name the secret by Sign-in (auth): User and password.",
    );
  return [];
}
