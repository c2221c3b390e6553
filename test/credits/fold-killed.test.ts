import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import mongoose from "mongoose";
import { EntryModel } from "../../src/credits/entry";
import { foldOnce } from "../../src/credits/fold";
import { readTotals } from "../../src/credits/totals/read-totals";
import { recount } from "../../src/credits/totals/recount";
import type { Month } from "../../src/shared/time";
import { FENGDU, foldLease, noon, postAt, sale, useDatabase } from "./ground";

useDatabase();
const SALES = 400;
const KILLS = 6;
const APP = "fold-until-killed";
const year = { from: "2026-01" as Month, to: "2026-12" as Month };

/** A process that has begun to fold for the so-manieth time. */
async function folding(times: number): Promise<ChildProcess> {
  const script = path.join(__dirname, "fold-until-killed.ts");
  const uri = `${process.env.TEST_MONGODB_URI}&appName=${APP}`;
  const where = [uri, mongoose.connection.name];
  const child = spawn(process.execPath, ["--import", "tsx", script, ...where], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let begun = 0;
  for await (const said of child.stdout!.iterator({ destroyOnReturn: false })) {
    begun += String(said).match(/folding/g)?.length ?? 0;
    if (begun >= times) break;
  }
  return child;
}

/**
 * A transaction whose process died keeps its locks until the server's transactionLifetimeLimitSeconds are over. Readers
 * do not mind, the next fold waits; here it is spared the waiting.
 */
async function endOrphans(): Promise<void> {
  const admin = mongoose.connection.getClient().db("admin");
  const idle = { type: "idleSession", appName: APP, transaction: { $exists: true } };
  const stages = [{ $currentOp: { idleSessions: true } }, { $match: idle }];
  const orphans = await admin.aggregate(stages, { readConcern: { level: "local" } }).toArray();
  if (orphans.length > 0) await admin.command({ killSessions: orphans.map(({ lsid }) => ({ id: lsid.id })) });
}

test("a fold killed at any point leaves every figure right and every chain whole", async () => {
  const sales = Array.from({ length: SALES }, (_, i) =>
    sale(i % 3 ? {} : { by: { county: FENGDU, affiliation: null } }),
  );
  await postAt(sales, noon("2026-11-02"));
  const { rows: _, ...whole } = await readTotals(year);
  const foldedAtDeath: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    // At another place of its work each time, counted in what it has done: how long that takes is the machine's affair.
    const child = await folding(1 + kill * 3);
    await pause(Math.random() * 40);
    child.kill("SIGKILL");
    await once(child, "exit");
    await endOrphans();
    foldedAtDeath.push(await EntryModel.countDocuments({ folded: true }));
    expect(await readTotals(year)).toMatchObject(whole);
    const { differences, chains } = await recount();
    expect([differences, chains.filter((each) => each.broken)]).toEqual([[], []]);
  }
  // The plug was pulled while there was work: otherwise this would prove nothing.
  expect(foldedAtDeath.filter((count) => count > 0 && count < SALES).length).toBeGreaterThan(1);
  const held = await foldLease();
  while ((await foldOnce(held)) > 0);
  expect(await recount()).toMatchObject({ entries: SALES, differences: [] });
});
