// .gitignore: what of a program's folder belongs in no version control, since a run, npm or the operator made it.

/** `byNpm`: whether npm brings the packages; else those in the folder are a part of the program. */
export function gitignore({ byNpm }: { readonly byNpm: boolean }): string {
  return [
    "# Secrets.",
    ".env",
    ...(byNpm ? ["# What npm brings.", "node_modules/"] : []),
    "# Compiled for this machine.",
    "runtime/compiled/",
    "# What runs write.",
    "out/*",
    "!out/.gitkeep",
    "ci/out/",
    "*.part",
    "*.failed.jsonl",
    "pipeline.log",
    "pipeline.lock",
    "",
  ].join("\n");
}
