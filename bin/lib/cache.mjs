import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/**
 * A folder of ours below the user's cache folder, never inside the project: a Wine prefix holds a link to the root of
 * the disk, which no linter should follow. Where there is no home to write to, a folder per user below the temporary one.
 */
export function cacheFolder(name) {
  const uid = process.getuid?.() ?? userInfo().username;
  const home = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  for (const base of [join(home, "liangqun"), join(tmpdir(), `liangqun-${uid}`)]) {
    const folder = join(base, name);
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {} // not ours to write: the next one
  }
  throw new Error(`no folder to keep downloads in: ${home}`);
}
