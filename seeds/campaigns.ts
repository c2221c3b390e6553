import { type Campaign, CampaignModel } from "../src/campaigns/campaign";
import { type CampaignId, newId, type PartnershipId, type RegionCode } from "../src/shared/ids";
import { DAY, later } from "../src/shared/time";

interface SeedCampaign {
  slug: string;
  name: string;
  nameEn: string;
  kind: Campaign["kind"];
  helper: string;
  partnership: string;
  organiser: string;
  summary: string;
  summaryEn: string;
  /** Days from today: registered, begun, over. */
  days: [registered: number, from: number, to: number];
}

/** Campaigns made up for the demonstration; the helpers and counties are confirmed partners (regions.ts). */
const CAMPAIGNS: readonly SeedCampaign[] = [
  {
    slug: "jiangbei-xinmi",
    name: "江北新米直播间（演示）",
    nameEn: "Jiangbei new-rice livestream (demo)",
    kind: "livestream",
    helper: "500105",
    partnership: "youyang",
    organiser: "江北区消费帮扶直播间（演示）",
    summary: "每周五晚上从涂市镇的晒坝开播，当场舀米、当场下锅，问什么答什么。",
    summaryEn:
      "Friday evenings from the drying yard in Tushi: rice scooped, cooked and tasted on camera, every question answered.",
    days: [-300, -290, 40],
  },
  {
    slug: "shapingba-qicheng-tuangou",
    name: "沙坪坝脐橙社区团购（演示）",
    nameEn: "Shapingba navel-orange group buy (demo)",
    kind: "group_buy",
    helper: "500106",
    partnership: "fengjie",
    organiser: "沙坪坝社区团长联合会（演示）",
    summary: "按小区拼箱，从奉节装车第二天到楼下；坏果当面点清。",
    summaryEn:
      "Boxes pooled by neighbourhood, downstairs the day after loading in Fengjie; bad fruit is counted out on the spot.",
    days: [-330, -320, 60],
  },
  {
    slug: "yubei-yunyang-guan",
    name: "渝北·云阳消费帮扶馆（演示）",
    nameEn: "Yubei–Yunyang shop (demo)",
    kind: "outlet",
    helper: "500112",
    partnership: "yunyang",
    organiser: "渝北区消费帮扶馆（演示）",
    summary: "木耳、天麻、红橙摆在同一面货架上，扫码下单，从云阳直接发货。",
    summaryEn: "Wood-ear, gastrodia and red oranges on one shelf: scan to order, sent straight from Yunyang.",
    days: [-340, -330, 120],
  },
  {
    slug: "rongchang-fengdu-niurou",
    name: "荣昌机关食堂牛肉专场（演示）",
    nameEn: "Rongchang canteens’ beef sale (demo)",
    kind: "fair",
    helper: "500153",
    partnership: "fengdu",
    organiser: "荣昌区机关后勤联采（演示）",
    summary: "食堂按周下单，丰都冷链发车，一单一证。",
    summaryEn: "Canteens order by the week; chilled trucks leave Fengdu with a certificate for every order.",
    days: [-250, -240, -120],
  },
  {
    slug: "jiangjin-chuncheng",
    name: "江津·开州春橙展销会（演示）",
    nameEn: "Jiangjin–Kaizhou spring-orange fair (demo)",
    kind: "fair",
    helper: "500116",
    partnership: "kaizhou",
    organiser: "江津区消费帮扶展销会（演示）",
    summary: "三天展销，现场试吃，扫码寄到家。",
    summaryEn: "Three days of tasting on the spot; scan and it comes to your door.",
    days: [-270, -262, -230],
  },
  {
    slug: "yongchuan-pengshui-jiang",
    name: "永川·彭水冬日暖姜直播（演示）",
    nameEn: "Yongchuan–Pengshui winter ginger livestream (demo)",
    kind: "livestream",
    helper: "500118",
    partnership: "pengshui",
    organiser: "永川区直播助农小组（演示）",
    summary: "生姜、苕粉与茶油，腊月前的最后一场。",
    summaryEn: "Ginger, sweet-potato noodles and camellia oil: the last show before the twelfth moon.",
    days: [-20, 12, 45],
  },
  {
    slug: "shapingba-fengjie-nianhuo",
    name: "沙坪坝·奉节年货团购（演示）",
    nameEn: "Shapingba–Fengjie New Year group buy (demo)",
    kind: "group_buy",
    helper: "500106",
    partnership: "fengjie",
    organiser: "沙坪坝社区团长联合会（演示）",
    summary: "前一个冬天的第一次拼箱：脐橙装箱，腊肉装袋，年前到家。",
    summaryEn: "The first pooled boxes, the winter before: oranges and cured pork, home in time for New Year.",
    days: [-720, -710, -600],
  },
  {
    slug: "banan-fengdu-qiushou",
    name: "巴南·丰都秋收直播（演示）",
    nameEn: "Banan–Fengdu harvest livestream (demo)",
    kind: "livestream",
    helper: "500113",
    partnership: "fengdu",
    organiser: "巴南区直播助农小组（演示）",
    summary: "一个秋天，四场直播，从牛圈播到柚子林。",
    summaryEn: "One autumn, four shows, from the cattle sheds to the pomelo groves.",
    days: [-500, -490, -370],
  },
];

/** Adds what is missing; safe to run twice. */
export async function seedCampaigns(at: Date): Promise<void> {
  for (const { days, helper, partnership, ...told } of CAMPAIGNS) {
    if (await CampaignModel.exists({ slug: told.slug })) continue;
    const [registeredAt, from, to] = days.map((day) => later(at, day * DAY)) as [Date, Date, Date];
    await CampaignModel.insertMany([
      {
        _id: newId<"campaign">("cmp", registeredAt) as CampaignId,
        ...told,
        helper: helper as RegionCode,
        partnership: partnership as PartnershipId,
        registeredAt,
        from,
        to,
        demo: true,
      },
    ]);
  }
}
