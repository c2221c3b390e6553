import { Schema } from "mongoose";
import { collection, isDuplicate } from "./db";
import { later } from "./time";

/**
 * One runner among all processes: a lease that expires, with a fencing token that grows at every change of holder.
 * Work that must have a single writer touches the lease inside its transaction (`mustHold`), so a runner that was
 * asleep while another took over cannot commit. Leases run on the machine's clock, not on the one tests move.
 */
interface LeaseRecord {
  _id: string;
  holder: string;
  token: number;
  until: Date;
  touched: number;
}

const Lease = collection<LeaseRecord>(
  "leases",
  new Schema<LeaseRecord>(
    {
      _id: String,
      holder: { type: String, required: true },
      token: { type: Number, required: true },
      until: { type: Date, required: true },
      touched: Number,
    },
    { versionKey: false },
  ),
);

/** The machine's own clock, for leases. */
export const leaseClock = (): Date => new Date();

export interface Held {
  name: string;
  holder: string;
  token: number;
}

/** Takes or prolongs the lease; null while somebody else holds it. */
export async function holdLease({
  name,
  holder,
  at,
  ms,
}: {
  name: string;
  holder: string;
  at: Date;
  ms: number;
}): Promise<Held | null> {
  const kept = await Lease.findOneAndUpdate(
    { _id: name, holder },
    { $set: { until: later(at, ms) } },
    { returnDocument: "after" },
  ).lean();
  if (kept) return { name, holder, token: kept.token };
  try {
    const taken = await Lease.findOneAndUpdate(
      { _id: name, until: { $lte: at } },
      { $set: { holder, until: later(at, ms) }, $inc: { token: 1 } },
      { returnDocument: "after", upsert: true },
    ).lean();
    return taken ? { name, holder, token: taken.token } : null;
  } catch (error) {
    if (isDuplicate(error)) return null;
    throw error;
  }
}

/**
 * Takes the lease from whoever holds it: the token moves on, so the former holder commits nothing any more, and gets it back
 * by itself when it is given up. For repairs that cannot go beside the runner's work.
 */
export async function seizeLease({
  name,
  holder,
  at,
  ms,
}: Omit<Held, "token"> & { at: Date; ms: number }): Promise<Held> {
  const taken = await Lease.findOneAndUpdate(
    { _id: name },
    { $set: { holder, until: later(at, ms) }, $inc: { token: 1 } },
    { returnDocument: "after", upsert: true },
  ).lean();
  return { name, holder, token: taken.token };
}

/** Inside a transaction: throws unless the lease is still ours, and makes a later taking of it conflict with us. */
export async function mustHold(held: Held): Promise<void> {
  const { matchedCount } = await Lease.updateOne(
    { _id: held.name, holder: held.holder, token: held.token },
    { $inc: { touched: 1 } },
  );
  if (matchedCount !== 1) throw new Error(`the lease ${held.name} was lost`);
}

export const giveUpLease = async (held: Held): Promise<void> => {
  await Lease.updateOne({ _id: held.name, holder: held.holder, token: held.token }, { $set: { until: new Date(0) } });
};

/** Whether any process holds the lease at the moment. */
export const isHeld = async (name: string, at: Date): Promise<boolean> =>
  (await Lease.exists({ _id: name, until: { $gt: at } })) !== null;
