import { seedGoods } from "../seeds/goods";
import { seedPeople } from "../seeds/people";
import { type Product, ProductModel } from "../src/catalogue/product";
import { type Order, OrderModel } from "../src/orders/order-record";
import { standingOf } from "../src/orders/parcels/standing";
import { salesCounts, type Wanted, workList } from "../src/orders/worklist/work-list";
import { SellerModel } from "../src/sellers/seller";
import { database } from "../src/shared/db";
import { newId, type OrderId } from "../src/shared/ids";
import { HOUR, later, now } from "../src/shared/time";
import { loadAs, served, signIn } from "./served";

/**
 * The work list of one producer with 50,000 orders: its pages and searches through the whole program, and what the
 * database looks at for each (documents and keys per page of fifty).
 */
const SHOP = "飞凌农业专业合作社";
const SEARCHES = ["周敏", "周", "1234", "大米", "SF00049000", "没有这个人"];

export async function measureWorkList(uri: string, orders: number): Promise<object> {
  await seedGoods();
  await seedPeople();
  const seller = (await SellerModel.findOne({ name: SHOP }).lean()) as { _id: Order["seller"] };
  const begin = performance.now();
  await fill(seller._id, orders);
  const seededMs = Math.round(performance.now() - begin);
  const looked: Record<string, object> = {};
  for (const [name, wanted] of Object.entries(questions())) looked[name] = await lookedAt(seller._id, wanted);
  const counting = await timed(() => salesCounts(seller._id));
  return { orders, seededMs, counting, looked, pages: await measurePages(uri, seller._id) };
}

function questions(): Record<string, Wanted> {
  const to_ship: Wanted = { list: "to_ship", limit: 50 };
  const searches = SEARCHES.map((q) => [`all, "${q}"`, { list: "all", q, limit: 50 } satisfies Wanted]);
  return {
    to_ship,
    done: { list: "done", limit: 50 },
    'to_ship, "大米"': { ...to_ship, q: "大米" },
    ...Object.fromEntries(searches),
  };
}

async function timed(work: () => Promise<unknown>): Promise<{ p50Ms: number; p99Ms: number }> {
  const times: number[] = [];
  for (let run = 0; run < 100; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { p50Ms: Number(times[50]?.toFixed(1)), p99Ms: Number(times[99]?.toFixed(1)) };
}

interface Seen {
  docsExamined: number;
  keysExamined: number;
  hasSortStage?: boolean;
}

/** The profiler says what the very query of the page looked at. */
async function lookedAt(seller: Order["seller"], wanted: Wanted): Promise<object> {
  await database().command({ profile: 2 });
  const { items } = await workList(seller, wanted);
  await database().command({ profile: 0 });
  const profile = database().collection<Seen & { ns: string; op: string; ts: Date }>("system.profile");
  const [seen] = await profile
    .find({ ns: /\.orders$/, op: "query" })
    .sort({ ts: -1 })
    .limit(1)
    .toArray();
  return {
    found: items.length,
    docsExamined: seen?.docsExamined,
    keysExamined: seen?.keysExamined,
    sortedInMemory: seen?.hasSortStage ?? false,
    ...(await timed(() => workList(seller, wanted))),
  };
}

const measurePages = (uri: string, seller: Order["seller"]): Promise<object> =>
  served(uri, async (url) => {
    const cookie = await signIn(url, (account) => account.organisation === SHOP);
    const [last] = (await workList(seller, { list: "done", limit: 50 })).items;
    const pages = [
      "/sales",
      "/sales?list=done",
      `/sales?q=${encodeURIComponent("周敏")}`,
      `/sales?q=${encodeURIComponent("大米")}`,
      `/sales/${last?.number}`,
    ];
    const measured: Record<string, object> = {};
    for (const page of pages)
      measured[decodeURIComponent(page).replace(/LQ.*/, "{number}")] = await loadAs(cookie, `${url}${page}`);
    return measured;
  });

const SURNAMES = [..."周王李张刘陈杨黄赵吴徐孙马胡朱郭何罗高林"];
const NAMES = [
  "敏",
  "伟",
  "芳",
  "娜",
  "秀英",
  "静",
  "丽",
  "强",
  "磊",
  "洋",
  "艳",
  "勇",
  "军",
  "杰",
  "娟",
  "涛",
  "明",
  "超",
  "兰",
  "霞",
];

async function fill(seller: Order["seller"], count: number): Promise<void> {
  const product = (await ProductModel.findOne({ seller }).lean()) as Product;
  const end = now();
  for (let from = 0; from < count; from += 1000) {
    const batch = Array.from({ length: Math.min(1000, count - from) }, (_, index) =>
      orderAt(from + index, count, { seller, product, end }),
    );
    await OrderModel.collection.insertMany(batch as never[], { ordered: false });
  }
}

interface Ground {
  seller: Order["seller"];
  product: Product;
  end: Date;
}

/** One order an hour; all but the last five hundred are over. */
function orderAt(index: number, count: number, { seller, product, end }: Ground): Order {
  const paidAt = later(end, (index - count) * HOUR);
  const age = count - index;
  const state = age <= 120 ? "paid" : age <= 500 ? "shipped" : "completed";
  const whole = age > 160;
  const variant = product.variants[index % product.variants.length];
  const order = {
    _id: newId<"order">("ord", paidAt) as OrderId,
    number: `LQ${paidAt.toISOString().slice(2, 10).replaceAll("-", "")}-${String(index).padStart(8, "0")}`,
    checkout: `chk_${index}`,
    state,
    version: 3,
    buyer: `usr_${index % 500}`,
    buyerName: "买家",
    buyerKind: "citizen",
    organisation: null,
    seller,
    sellerName: SHOP,
    sellerNameEn: "Feiling",
    sellerSlug: "feiling",
    lines: [
      {
        line: "1",
        sku: variant?.sku,
        product: product._id,
        slug: product.slug,
        name: product.name,
        nameEn: product.nameEn,
        variantName: variant?.name,
        variantNameEn: variant?.nameEn,
        unit: "袋",
        image: null,
        category: product.category,
        county: product.originCounty,
        perishable: false,
        netWeightGrams: 5000,
        quantity: 2,
        unitFen: 5900,
        goodsFen: 11_800,
        discountFen: 0,
        paidFen: 11_800,
        refundedFen: 0,
        refundedQuantity: 0,
        providerFeeFen: 0,
        commissionFen: 0,
        credit: null,
      },
    ],
    goodsFen: 11_800,
    freightFen: 0,
    totalFen: 11_800,
    refundedFen: 0,
    affiliation: { region: null, how: "delivery" },
    campaign: null,
    delivery: {
      name: `${SURNAMES[index % 20]}${NAMES[Math.floor(index / 20) % 20]}`,
      phone: `138${String((index * 7919) % 100_000_000).padStart(8, "0")}`,
      region: "500105",
      street: "观音桥街道 8 号",
    },
    note: "",
    way: "delivery",
    pickup: null,
    parcels:
      state === "paid"
        ? []
        : [
            {
              carrier: "sf",
              trackingNumber: `SF${String(index).padStart(8, "0")}`,
              sentAt: paidAt,
              lines: [{ line: "1", quantity: whole ? 2 : 1 }],
            },
          ],
    handovers: [],
    requests: [],
    timeline: [
      { what: "placed", at: paidAt },
      { what: "paid", at: paidAt },
    ],
    placedAt: paidAt,
    paidAt,
    shippedAt: state === "paid" ? null : paidAt,
    receivedAt: state === "completed" ? paidAt : null,
    demo: true,
  } as unknown as Order;
  return { ...order, ...standingOf(order) };
}
