import { type Recount, RecountModel } from "./recount-record";

export interface LastRecount {
  id: string;
  /** When it ended. */
  at: Date;
  entries: number;
  differences: number;
  state: "sound" | "differs";
}

/** The last comparison of everything that came to its end; null before the first. */
export async function lastRecount(): Promise<LastRecount | null> {
  const found = (await RecountModel.findOne({ state: "done", books: null }).sort({ _id: -1 }).lean()) as Recount | null;
  if (!found) return null;
  const { _id, endedAt, startedAt, counted, differences } = found;
  return {
    id: _id,
    at: endedAt ?? startedAt,
    entries: counted.entries,
    differences,
    state: differences === 0 ? "sound" : "differs",
  };
}
