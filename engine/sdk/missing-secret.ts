// A secret that is named and is not there, in words: the same wherever it is found out.

export interface MissingSecret {
  readonly message: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string;
}

export function missingSecret(name: string): MissingSecret {
  return {
    message: `There is no secret "${name}".`,
    expected: `a value in the environment variable ${name}, or in a file with secrets`,
    got: "nothing",
    hint: `Set ${name} in the environment, or write a line ${name}=… into a file for --secrets FILE, or into secrets.env in the folder of Millrace's own data; check the spelling of the name.`,
  };
}
