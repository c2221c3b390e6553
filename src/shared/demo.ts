import { Schema } from "mongoose";
import { cache } from "./cache";
import { collection } from "./db";

/** Facts about this installation that are neither settings nor trade. */
interface Fact {
  _id: string;
  value: string;
}

const FactModel = collection<Fact>(
  "facts",
  new Schema<Fact>({ _id: String, value: { type: String, required: true } }, { versionKey: false }),
);

const known = cache<boolean>({ ms: 5000, max: 1 });

/**
 * goods: shops, goods and people are there; years: what was sold as well; trade: the sealed months and what waits too, so
 * everything; cleared: removed, and not to come back by itself.
 */
export type DemoStage = "goods" | "years" | "trade" | "cleared";

export const demoStage = async (): Promise<DemoStage | null> =>
  ((await FactModel.findById("demo").lean())?.value as DemoStage | undefined) ?? null;

/** Whether demonstration data is in the database: every page then says so. */
export const demoIsLoaded = (): Promise<boolean> =>
  known.get("demo", async () => {
    const stage = await demoStage();
    return stage !== null && stage !== "cleared";
  });

export async function setDemoStage(stage: DemoStage): Promise<void> {
  await FactModel.updateOne({ _id: "demo" }, { $set: { value: stage } }, { upsert: true });
  known.forget();
}
