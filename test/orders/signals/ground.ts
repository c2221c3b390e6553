import { DEMO_ACCOUNTS } from "../../../seeds/people";
import { OrganisationModel } from "../../../src/accounts/organisation";
import { EntryModel } from "../../../src/credits/entry";
import { CaseModel, type SaleCase } from "../../../src/orders/signals/case";
import { lookAtSales } from "../../../src/orders/signals/look";
import { SellerModel } from "../../../src/sellers/seller";
import type { OrganisationId } from "../../../src/shared/ids";
import { now } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { ADDRESS } from "../../support/person";
import { PEOPLE, RICE, type World } from "../../support/world";
import { buys } from "../shop";

export const passwordOf = (who: keyof typeof PEOPLE): string =>
  DEMO_ACCOUNTS.find(({ identifier }) => identifier === PEOPLE[who])?.password ?? "";

/** The cooperative gives the telephone everybody's parcels go to: whatever is bought of it has to be looked at. */
export async function sharePhone(phone: string | null = ADDRESS.phone): Promise<void> {
  const shop = await SellerModel.findOne({ name: "飞凌农业专业合作社" }, { organisation: 1 }).lean();
  const contact = phone && { name: "飞凌", phone };
  await OrganisationModel.updateOne({ _id: shop?.organisation as OrganisationId }, { $set: { contact } } as never);
}

export interface Sold {
  number: string;
  /** Sent and accepted by its buyer. */
  receive(): Promise<void>;
  /** Sent only. */
  send(): Promise<void>;
}

/** Rice bought and paid for, and looked at as the chores would. */
export async function sell(world: World, buyer: Person, shop: Person, quantity = 2): Promise<Sold> {
  const [order] = await buys(world, buyer, { [RICE]: quantity });
  await lookAtSales(now());
  const number = order?.number ?? "";
  const send = async () => {
    await shop.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(201);
  };
  const receive = async () => {
    await buyer.call("post", `/orders/${number}/receipt`).expect(200);
  };
  return { number, send, receive };
}

export const theCase = async (number: string): Promise<SaleCase> => {
  const found = (await CaseModel.findOne({ number }).lean()) as SaleCase | null;
  if (!found) throw new Error(`nothing was noticed about ${number}`);
  return found;
};

/** An official's word through the JSON door. */
export async function decide(by: Person, who: keyof typeof PEOPLE, number: string, outcome: "cleared" | "upheld") {
  const { _id, version } = await theCase(number);
  return by.call("post", `/signals/${_id}/decision`, {
    ...{ outcome, version, reason: "看过合同和发货照片" },
    password: passwordOf(who),
  });
}

/** What stands of both measures of an order's entries. */
export async function sums(number: string): Promise<{ paid: number; recognised: number }> {
  const rows = await EntryModel.find({ "order.number": number }).lean();
  const of = (measure: string) =>
    rows.filter((row) => row.measure === measure).reduce((sum, row) => sum + row.amountFen, 0);
  return { paid: of("paid"), recognised: of("recognised") };
}
