import { createHash } from "node:crypto";
import { database } from "../../../src/shared/db";
import { Person } from "../../support/person";
import { DEMO_PASSWORD } from "../../support/visitor";
import type { World } from "../../support/world";

/** How the people of the demonstration show once more who they are. */
export const PROOF = { password: DEMO_PASSWORD };

/** A sheet that is a PDF as far as a PDF is looked at. */
export const pdf = (words: string): Buffer => Buffer.from(`%PDF-1.4\n${words}\n%%EOF\n`);
export const sha256 = (body: Buffer): string => createHash("sha256").update(body).digest("hex");

/** Anybody of the demonstration, by the first half of their address. */
export const official = (world: World, who: string): Promise<Person> =>
  Person.signedIn(world.app, { identifier: `${who}@demo.liangqun`, password: DEMO_PASSWORD });

/** Takes out what a test has written about partnerships and brings the seeds' own back. */
export async function freshPartnerships(seed: () => Promise<void>): Promise<void> {
  for (const name of [
    "agreements",
    "agreement_versions",
    "partnerships",
    "partnership_changes",
    "partnership_figures",
    "kept_papers",
    "audit_records",
    "notices",
  ])
    await database().collection(name).deleteMany({});
  await seed();
}
