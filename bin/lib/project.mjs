import { fileURLToPath } from "node:url";

/** The folder of package.json, wherever the command is called from. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
