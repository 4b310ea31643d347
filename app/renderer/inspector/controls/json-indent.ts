// How many letters of JSON stand in one line before it is broken.

import { createContext } from "react";

export const JsonIndent = createContext(38);
