import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Mongod {
  uri: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
}

interface Tools {
  findMongod(): Promise<{ binary: string }>;
  FOR_TESTS: Record<string, unknown>;
  keepMongod(options: { binary: string; dataDir: string; parameters: Record<string, unknown> }): Promise<Mongod>;
}

/** The start commands' own code, which is plain JavaScript because it also runs before anything is installed. */
async function tools(): Promise<Tools> {
  const root = join(__dirname, "../../bin/mongod");
  const [find, keep] = await Promise.all([import(join(root, "find.mjs")), import(join(root, "keep.mjs"))]);
  return { ...find, ...keep } as Tools;
}

/** A MongoDB on a fresh folder, for a test run started by hand; `stop` removes the folder too. */
export async function temporaryMongod(): Promise<Mongod> {
  const { findMongod, keepMongod, FOR_TESTS } = await tools();
  const { binary } = await findMongod();
  const folder = mkdtempSync(join(tmpdir(), "liangqun-test-"));
  const mongod = await keepMongod({ binary, dataDir: join(folder, "db"), parameters: FOR_TESTS });
  const stop = async () => {
    await mongod.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...mongod, stop };
}
