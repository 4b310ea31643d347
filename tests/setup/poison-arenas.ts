// Memory that a run gives back is overwritten in every test: whoever still reads it gets wrong answers, and is found.

import { ArenaPool } from "../../engine/frames/arena.ts";

ArenaPool.poison = true;
