// The port every node has besides its own; the format of the file names it.

export const ERROR_PORT = "error";
