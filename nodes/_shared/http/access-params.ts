// How a kind of the network shows who asks: the parameters, and what goes into the request by them.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, secretName, text } from "../../../engine/sdk/params.ts";
import type { HostServices, HttpAccess } from "../../../engine/sdk/services.ts";
import { secretMissing } from "../secret-missing.ts";
import { hasControls, isHeaderName } from "./header-rules.ts";

export const accessParams = {
  auth: choice(["none", "bearer", "basic", "header", "query"], {
    title: "Sign-in",
    help: "How the server is told who asks. The secret itself is never in the workflow, only its name.",
    labels: {
      none: "None",
      bearer: "Bearer token",
      basic: "User and password",
      header: "A header",
      query: "A parameter of the address",
    },
    default: "none",
  }),
  secret: secretName({
    title: "Secret",
    help: "Name of the secret: the token, the key, or the password. Without a user, that of a password holds user:password.",
    default: "",
    visibleWhen: { param: "auth", oneOf: ["bearer", "basic", "header", "query"] },
  }),
  authUser: text({
    title: "User",
    help: "Who signs in with the password; empty where the secret holds user:password.",
    default: "",
    visibleWhen: { param: "auth", oneOf: ["basic"] },
  }),
  authName: text({
    title: "Header or parameter",
    help: "What the server calls it, such as X-API-Key or api_key.",
    default: "",
    visibleWhen: { param: "auth", oneOf: ["header", "query"] },
  }),
};

interface AccessSettings {
  readonly auth: "none" | "bearer" | "basic" | "header" | "query";
  readonly secret: string;
  readonly authUser: string;
  readonly authName: string;
}

export function accessIssues({ auth, secret, authName }: AccessSettings): NodeIssue[] {
  if (auth === "none") return [];
  const wrong = (param: string, field: string, expected: string, got: string, hint: string): NodeIssue => ({
    code: "HTTP_SIGN_IN",
    severity: "error",
    path: `params.${param}`,
    message:
      got === "" ? `${field} is empty, and the sign-in needs it.` : `${field} does not fit the sign-in.`,
    expected,
    got: got === "" ? "nothing" : got,
    hint,
  });
  const issues: NodeIssue[] = [];
  if (secret === "")
    issues.push(
      wrong(
        "secret",
        "Secret (secret)",
        "the name of a secret",
        "",
        "Name the secret, or set Sign-in to none.",
      ),
    );
  if (auth === "header" && !isHeaderName(authName))
    issues.push(
      wrong(
        "authName",
        "Header or parameter (authName)",
        "the name of a header",
        authName,
        "Fill it in, such as X-API-Key.",
      ),
    );
  if (auth === "query" && authName === "")
    issues.push(
      wrong(
        "authName",
        "Header or parameter (authName)",
        "the name of a parameter",
        "",
        "Fill it in, such as api_key.",
      ),
    );
  return issues;
}

/** What lets the request in; undefined where nobody asks. Throws where there is no such secret. */
export async function accessOf(
  params: AccessSettings,
  { secrets, network }: Pick<HostServices, "secrets" | "network">,
): Promise<HttpAccess | undefined> {
  const { auth, secret, authUser, authName } = params;
  if (auth === "none" || network.isRecorded) return undefined;
  const value = await secrets.get(secret);
  if (value === null) throw secretMissing(secret, "params.secret");
  if (auth === "query") return { query: { [authName]: value } };
  if (auth !== "basic" && hasControls(value)) throw unfit(secret);
  switch (auth) {
    case "bearer":
      return { headers: { authorization: `Bearer ${value}` } };
    case "header":
      return { headers: { [authName]: value } };
    case "basic":
      return {
        headers: { authorization: `Basic ${base64(authUser === "" ? value : `${authUser}:${value}`)}` },
      };
  }
}

/** As a dry run shows it. */
export function shownAccess({ auth, secret, authName }: AccessSettings): string {
  const value = `[secret ${secret}]`;
  switch (auth) {
    case "none":
      return "";
    case "bearer":
      return `Authorization: Bearer ${value}`;
    case "basic":
      return `Authorization: Basic ${value}`;
    case "header":
      return `${authName}: ${value}`;
    case "query":
      return `?${authName}=${value}`;
  }
}

function base64(value: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(value)));
}

function unfit(name: string): MillraceError {
  return new MillraceError("SECRET_UNFIT", {
    message: `The secret "${name}" has a line end or a sign that no header can hold.`,
    path: "params.secret",
    expected: "one line of plain signs",
    hint: "Take the line end off; a token has none.",
    fatal: true,
  });
}
