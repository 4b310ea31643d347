// The thread that helps to grow trees. Built to dist/train-worker.js; it is ended by whoever started it.

import { parentPort } from "node:worker_threads";
import { serveCrew, type CrewWork } from "../../../engine/train/crew/crew.ts";

parentPort!.on("message", (work: CrewWork) => serveCrew(work));
