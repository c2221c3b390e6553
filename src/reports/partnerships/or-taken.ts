import { inTransaction, isDuplicate } from "../../shared/db";
import { Refusal } from "../../shared/errors";

/** Writes a proposal in a transaction. One waits at a time: refuses with ALREADY_PROPOSED where the database has another. */
export async function orTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await inTransaction(work);
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal("ALREADY_PROPOSED");
    throw error;
  }
}
