import { OrganisationModel } from "../src/accounts/organisation";
import { UserModel } from "../src/accounts/user";
import { CampaignModel } from "../src/campaigns/campaign";
import { type Product, ProductModel } from "../src/catalogue/product";
import { ProductVersionModel } from "../src/catalogue/review/history";
import { DraftModel } from "../src/catalogue/shelf/draft";
import { MovementModel } from "../src/catalogue/stocks/journal/movement";
import { StockModel } from "../src/catalogue/stocks/stock";
import { OrderModel } from "../src/orders/order-record";
import { PickupPointModel } from "../src/sellers/pickup/pickup-point";
import { SellerModel } from "../src/sellers/seller";
import { forgetAll } from "../src/shared/cache";
import { database } from "../src/shared/db";
import { setDemoStage } from "../src/shared/demo";
import { clearPartnerships } from "./clear-partnerships";

/** What the demonstration alone has filled, when no real order exists: emptied whole, past the guards that keep entries for ever. */
export const TRADE = [
  "orders",
  "collection_codes",
  "notices",
  "mails",
  "checkouts",
  "refunds",
  "chargebacks",
  "sale_signals",
  "entries",
  "declarations",
  "declared_invoices",
  "declaration_imports",
  "totals",
  "breakdowns",
  "chains",
  "statements",
  "book_months",
  "carts",
  "provider_events",
  "odd_payments",
  "standin_objects",
  "standin_keys",
  "standin_deliveries",
  "invitations",
  "seller_postings",
  "settlements",
  "bank_files",
  "payout_accounts",
  "standin_accounts",
  "standin_transfers",
  "sessions",
  "session_notes",
  "recounts",
  "recount_differences",
  "audit_records",
  "audit_chain",
  "audit_watch",
  "bulletin_notes",
  "bulletin_issues",
  "exports",
  "export_pieces",
];

/**
 * Takes the demonstration out of the database: trade, goods, shops, campaigns, accounts and made-up targets. Refuses once a
 * real order exists, for the ledger's chains would be torn: start from an empty database then.
 */
export async function clearDemo(): Promise<void> {
  if (await OrderModel.exists({ demo: false }))
    throw new Error("there are real orders in this database: the demonstration cannot be removed from it any more");
  await clearPartnerships();
  const products = (await ProductModel.find({ demo: true }, { _id: 1 }).lean()) as Pick<Product, "_id">[];
  const ids = products.map((product) => product._id);
  await StockModel.deleteMany({ product: { $in: ids } });
  await MovementModel.deleteMany({ product: { $in: ids } });
  await ProductModel.deleteMany({ demo: true });
  const shops = await SellerModel.distinct("_id", { demo: true });
  await DraftModel.deleteMany({ seller: { $in: shops } });
  await ProductVersionModel.deleteMany({ seller: { $in: shops } });
  await PickupPointModel.deleteMany({ demo: true });
  await SellerModel.deleteMany({ demo: true });
  await CampaignModel.deleteMany({ demo: true });
  await UserModel.deleteMany({ demo: true });
  await OrganisationModel.deleteMany({ demo: true });
  for (const name of TRADE) await database().collection(name).deleteMany({});
  await setDemoStage("cleared");
  forgetAll();
  process.stdout.write("演示数据已清除 / the demonstration is removed\n");
}
