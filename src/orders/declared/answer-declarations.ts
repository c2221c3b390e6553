import { answerDeclarations, type Deal } from "../../credits/declarations/signals/outside";
import { sellerOf } from "../../sellers/seller";
import { OrderModel, type OrderState } from "../order-record";

/** Orders whose goods were paid for and not given back whole. */
const PAID: OrderState[] = ["paid", "shipped", "received", "completed"];
const MOST = 5;

/** Tells the declarations what they may ask and cannot know. Told once per process. */
export function answerTheDeclarations(): void {
  answerDeclarations({
    shopOf: async (organisation) => {
      const seller = await sellerOf(organisation);
      return seller && { id: seller._id, name: seller.name };
    },
    ordersNamed: (numbers) => OrderModel.distinct("number", { number: { $in: [...numbers] }, paidAt: { $ne: null } }),
    ordersLike,
  });
}

async function ordersLike({ seller, buyer, amountFen, from, to }: Deal): Promise<string[]> {
  const found = await OrderModel.find(
    {
      seller,
      organisation: buyer,
      state: { $in: PAID },
      paidAt: { $gte: from, $lt: to },
      $or: [{ goodsFen: amountFen }, { totalFen: amountFen }],
    },
    { number: 1 },
  )
    .limit(MOST)
    .lean();
  return found.map(({ number }) => number);
}
