// Work on a table that is done as a whole or not at all.

import type { TableTarget } from "./table-target.ts";

export function inTransaction<T>(target: TableTarget, work: () => Promise<T>): Promise<T> {
  return target.alone(async () => {
    await target.exec("BEGIN");
    try {
      const made = await work();
      await target.exec("COMMIT");
      return made;
    } catch (thrown) {
      // It may be over already, or the connection gone.
      await target.exec("ROLLBACK").catch(() => {});
      throw thrown;
    }
  });
}
