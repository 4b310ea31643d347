// A secret that is named and is not there, in words: the same wherever it is found out.

export interface MissingSecret {
  readonly message: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string;
}

/** Names of environment variables, and those that files of secrets may have. */
const NAME = /^[\w.-]{1,64}$/u;

export function missingSecret(name: string): MissingSecret {
  // Where a value stands in place of a name, it is not to be in logs as well.
  if (!NAME.test(name))
    return {
      message: "What stands here is no name of a secret, and is not shown: it may be its value.",
      expected: "a name of letters, digits, _, . and -, at most 64",
      got: `a text of ${name.length} characters`,
      hint: "Write a name here, such as API_KEY, and the value into the environment, or into a file for --secrets FILE; a value that has been saved or shared in a workflow should be replaced.",
    };
  return {
    message: `There is no secret "${name}".`,
    expected: `a value in the environment variable ${name}, or in a file with secrets`,
    got: "nothing",
    hint: `Set ${name} in the environment, or write a line ${name}=… into a file for --secrets FILE, or into secrets.env in the folder of Millrace's own data; check the spelling of the name.`,
  };
}
