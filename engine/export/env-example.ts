// .env.example: the names of a program's secrets, and what can be set besides, as a file of environment variables.

import { oneLine } from "./one-line.ts";
import { variableName } from "./script/flag-names.ts";
import type { Program } from "./targets/script.ts";

/** A value that stands there would go before what is in pipeline.mjs: settings are comments, secrets are empty. */
export function envExample({ title, secrets, settings }: Program): string {
  const required = secrets.flatMap(({ name, help }) => [`# ${oneLine(help)}`, `${name}=`]);
  const optional = settings.flatMap(({ name, help, value }) => [
    `# ${oneLine(help)}`,
    `# ${variableName(name)}=${oneLine(String(value))}`,
  ]);
  const lines = [
    `# Environment of ${oneLine(title)}. Copy this to .env, which belongs in no version control:`,
    "# node --env-file=.env pipeline.mjs",
    ...(required.length > 0 ? ["", "# Secrets: the program does not start without them.", ...required] : []),
    ...(optional.length > 0 ? ["", "# What can be set, and what holds unless it is.", ...optional] : []),
  ];
  return `${lines.join("\n")}\n`;
}
