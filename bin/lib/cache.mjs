import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";

const inHome = () => join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "liangqun");
const inTemp = () => join(tmpdir(), `liangqun-${process.getuid?.() ?? userInfo().username}`);

function usable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false; // not ours to write
  }
}

/** Whether this user has no home to keep things in, as in some containers and services. */
export const homeless = () => !usable(inHome());

/**
 * A folder of ours below the user's cache folder, never inside the project: a Wine prefix holds a link to the root of
 * the disk, which no linter should follow. Where there is no home to write to, a folder per user below the temporary one.
 */
export function cacheFolder(name) {
  const folder = [inHome(), inTemp()].map((base) => join(base, name)).find(usable);
  if (!folder) throw new Error(`no folder to keep downloads in: neither ${inHome()} nor ${inTemp()}`);
  return folder;
}
