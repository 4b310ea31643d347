// What an image, and what is made of it in a cluster, is called.

import { packageName } from "../package-files.ts";

/** A cluster makes names of pods of it, and has room for 63 characters. */
const NAME_LENGTH = 40;

/** A name that registries and clusters take. */
export function imageName(title: string): string {
  return packageName(title).slice(0, NAME_LENGTH).replace(/-+$/, "");
}
