// The zod that the built program gets for "zod/mini".

import { config } from "zod/mini";

// Each schema checks one value here: to compile it would cost more than it saves.
config({ jitless: true });

export * from "zod/mini";
