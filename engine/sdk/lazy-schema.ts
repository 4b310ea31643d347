// A zod schema that is made when somebody first looks into it.

import type * as z from "zod/mini";

/** Stands for what `make` makes, in everything that zod asks of a schema. */
export function lazySchema<T>(make: () => z.ZodMiniType<T>): z.ZodMiniType<T> {
  let made: z.ZodMiniType<T> | null = null;
  const schema = () => (made ??= make());
  return new Proxy({} as z.ZodMiniType<T>, {
    get: (_, key) => Reflect.get(schema(), key) as unknown,
    has: (_, key) => Reflect.has(schema(), key),
    getPrototypeOf: () => Reflect.getPrototypeOf(schema()),
  });
}
