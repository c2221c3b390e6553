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

/** Whether demonstration data is in the database: every page then says so. */
export const demoIsLoaded = (): Promise<boolean> =>
  known.get("demo", async () => (await FactModel.exists({ _id: "demo" })) !== null);

export const demoStage = async (): Promise<string | null> => (await FactModel.findById("demo").lean())?.value ?? null;

/** How far the demonstration has been made: "goods", then "trade"; null when it is cleared. */
export async function setDemoStage(stage: string | null): Promise<void> {
  if (stage === null) await FactModel.deleteOne({ _id: "demo" });
  else await FactModel.updateOne({ _id: "demo" }, { $set: { value: stage } }, { upsert: true });
  known.forget();
}
