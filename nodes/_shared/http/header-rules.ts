// What can stand in a header: nothing that would begin another one.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";

/** RFC 9110, 5.6.2: a token. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Set by what sends: a second one, or a wrong one, would tear the messages of a connection apart. */
const OWN = new Set(["host", "content-length", "transfer-encoding", "connection", "upgrade", "expect", "te"]);
/** They let somebody in, so their values belong into no file. */
const PRIVATE = new Set(["authorization", "cookie", "proxy-authorization"]);

export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/** Whether a value could end its header, or has a sign that no header holds. */
export function hasControls(value: string): boolean {
  return /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/.test(value);
}

export function headerIssues(headers: Readonly<Record<string, string>>): NodeIssue[] {
  return Object.entries(headers).flatMap(([name, value]): NodeIssue[] => {
    const path = `params.headers.${name}`;
    const shared = { code: "HTTP_HEADER", path, got: name };
    if (!isHeaderName(name) || OWN.has(name.toLowerCase()))
      return [
        {
          ...shared,
          severity: "error",
          message: `"${name}" cannot be set as a header.`,
          expected: "a name of letters, digits and -, that is not one of the connection itself",
          hint: "Take it out; length, host and the like are set by Millrace.",
        },
      ];
    if (hasControls(value))
      return [
        {
          ...shared,
          severity: "error",
          message: `The header "${name}" has a line end or a sign that no header can hold.`,
          expected: "one line of plain signs",
          hint: "Take the line end out: what stands behind it would be another header.",
        },
      ];
    if (!PRIVATE.has(name.toLowerCase())) return [];
    return [
      {
        ...shared,
        severity: "warning",
        message: `The header "${name}" says who asks, and stands in the workflow for everybody to read.`,
        expected: "a secret by its name",
        hint: "Take it out, and name the secret by Sign-in (auth) and Secret (secret).",
      },
    ];
  });
}
