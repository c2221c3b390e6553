import { UserModel } from "../../src/accounts/user";
import { PEOPLE } from "./world";

/** Lets somebody be one of their office's people who only look, for as long as `story` lasts. */
export async function whileLooking(who: keyof typeof PEOPLE, story: () => Promise<void>): Promise<void> {
  const user = { identifier: PEOPLE[who] };
  await UserModel.updateOne(user, { $set: { "memberships.0.role": "member" } } as never);
  try {
    await story();
  } finally {
    await UserModel.updateOne(user, { $set: { "memberships.0.role": "owner" } } as never);
  }
}
