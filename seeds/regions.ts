import type { Model } from "mongoose";
import { type Agreement, AgreementModel, agreementId } from "../src/regions/agreement";
import { type HelperLink, type Partnership, PartnershipModel } from "../src/regions/partnership";
import { RecordFigureModel } from "../src/regions/record/figure";
import { type Group, type Region, RegionModel } from "../src/regions/region";
import { forgetAll } from "../src/shared/cache";
import { isDuplicate } from "../src/shared/db";
import { demoStage } from "../src/shared/demo";
import type { PartnershipId, RegionCode } from "../src/shared/ids";
import { fen, times } from "../src/shared/money";
import { now, yearOf } from "../src/shared/time";
import { PUBLISHED_FIGURES } from "./record";

/** Code, official name, the name as it is said, English name and slug; the slug of a county names its partnership. */
type Row = [code: string, name: string, shortName: string, nameEn: string, slug: string];

/** 主城都市区·中心城区. Codes as in GB/T 2260. */
const CENTRAL: Row[] = [
  ["500103", "渝中区", "渝中", "Yuzhong", "yuzhong"],
  ["500104", "大渡口区", "大渡口", "Dadukou", "dadukou"],
  ["500105", "江北区", "江北", "Jiangbei", "jiangbei"],
  ["500106", "沙坪坝区", "沙坪坝", "Shapingba", "shapingba"],
  ["500107", "九龙坡区", "九龙坡", "Jiulongpo", "jiulongpo"],
  ["500108", "南岸区", "南岸", "Nan’an", "nanan"],
  ["500109", "北碚区", "北碚", "Beibei", "beibei"],
  ["500112", "渝北区", "渝北", "Yubei", "yubei"],
  ["500113", "巴南区", "巴南", "Banan", "banan"],
];

/** 主城都市区·主城新区. */
const NEW: Row[] = [
  ["500102", "涪陵区", "涪陵", "Fuling", "fuling"],
  ["500110", "綦江区", "綦江", "Qijiang", "qijiang"],
  ["500111", "大足区", "大足", "Dazu", "dazu"],
  ["500115", "长寿区", "长寿", "Changshou", "changshou"],
  ["500116", "江津区", "江津", "Jiangjin", "jiangjin"],
  ["500117", "合川区", "合川", "Hechuan", "hechuan"],
  ["500118", "永川区", "永川", "Yongchuan", "yongchuan"],
  ["500119", "南川区", "南川", "Nanchuan", "nanchuan"],
  ["500120", "璧山区", "璧山", "Bishan", "bishan"],
  ["500151", "铜梁区", "铜梁", "Tongliang", "tongliang"],
  ["500152", "潼南区", "潼南", "Tongnan", "tongnan"],
  ["500153", "荣昌区", "荣昌", "Rongchang", "rongchang"],
];

/**
 * 渝东北三峡库区城镇群. Since March 2024 the city's territorial plan counts 22 members of the main city and names 垫江
 * among them; no source says that it stopped being a receiving county, so it stands here until an administrator moves it.
 */
const NORTHEAST: Row[] = [
  ["500101", "万州区", "万州", "Wanzhou", "wanzhou"],
  ["500154", "开州区", "开州", "Kaizhou", "kaizhou"],
  ["500155", "梁平区", "梁平", "Liangping", "liangping"],
  ["500229", "城口县", "城口", "Chengkou", "chengkou"],
  ["500230", "丰都县", "丰都", "Fengdu", "fengdu"],
  ["500231", "垫江县", "垫江", "Dianjiang", "dianjiang"],
  ["500233", "忠县", "忠县", "Zhongxian", "zhongxian"],
  ["500235", "云阳县", "云阳", "Yunyang", "yunyang"],
  ["500236", "奉节县", "奉节", "Fengjie", "fengjie"],
  ["500237", "巫山县", "巫山", "Wushan", "wushan"],
  ["500238", "巫溪县", "巫溪", "Wuxi", "wuxi"],
];

/** 渝东南武陵山区城镇群. */
const SOUTHEAST: Row[] = [
  ["500114", "黔江区", "黔江", "Qianjiang", "qianjiang"],
  ["500156", "武隆区", "武隆", "Wulong", "wulong"],
  ["500240", "石柱土家族自治县", "石柱", "Shizhu", "shizhu"],
  ["500241", "秀山土家族苗族自治县", "秀山", "Xiushan", "xiushan"],
  ["500242", "酉阳土家族苗族自治县", "酉阳", "Youyang", "youyang"],
  ["500243", "彭水苗族土家族自治县", "彭水", "Pengshui", "pengshui"],
];

/** Functional zones have no code of their own; these are ours. */
const ZONES: Row[] = [
  ["CQ-LJXQ", "两江新区", "两江新区", "Liangjiang New Area", "liangjiang"],
  ["CQ-GXQ", "重庆高新区", "高新区", "Chongqing High-tech Zone", "gaoxin"],
  ["CQ-WSJKQ", "万盛经开区", "万盛", "Wansheng Economic Zone", "wansheng"],
];

/** The first year of the mechanism (重庆日报 2022-01-05): earlier groupings are of no consequence here. */
const GROUPED_FROM = "2021-01-01";

const RECEIVING: readonly Group[] = ["northeast", "southeast"];

const inGroup = (group: Group, rows: Row[]): Region[] =>
  rows.map(([code, name, shortName, nameEn, slug]) => ({
    _id: code as RegionCode,
    name,
    shortName,
    nameEn,
    slug,
    group,
    receiving: RECEIVING.includes(group),
    helper: !RECEIVING.includes(group),
    groupedFrom: GROUPED_FROM,
  }));

export const REGIONS: readonly Region[] = [
  ...inGroup("central", CENTRAL),
  ...inGroup("new", NEW),
  ...inGroup("northeast", NORTHEAST),
  ...inGroup("southeast", SOUTHEAST),
  ...inGroup("zone", ZONES),
];

const DAILY_2022 = "重庆日报，2022年9月";

/**
 * The links that a publication confirms: county, helper, the first day of the year the evidence speaks of, the source.
 * 城口, 垫江, 石柱 and 秀山 have none that we could confirm, and 九龙坡, 南岸, 涪陵, 长寿, 合川, 綦江 and 铜梁 no county:
 * an administrator enters them when a document says so. Nothing is guessed.
 */
const LINKS: [county: string, helper: string, from: string, source: string][] = [
  ["wanzhou", "liangjiang", "2021-01-01", `新华网重庆频道（cq.news.cn），2022-01-26；${DAILY_2022}`],
  ["kaizhou", "jiangjin", "2023-01-01", "开州日报电子版（kxzc.cn），2023-09-07；澎湃新闻，2024年"],
  ["kaizhou", "wansheng", "2023-01-01", "开州日报电子版（kxzc.cn），2023-09-07；澎湃新闻，2024年"],
  ["liangping", "bishan", "2022-01-01", DAILY_2022],
  ["fengdu", "banan", "2022-01-01", DAILY_2022],
  ["fengdu", "rongchang", "2022-01-01", DAILY_2022],
  ["zhongxian", "dadukou", "2022-01-01", DAILY_2022],
  ["zhongxian", "dazu", "2021-01-01", "dazu.cbg.cn，2021年；investchn.com，2023-12-29"],
  ["yunyang", "yubei", "2022-01-01", DAILY_2022],
  ["fengjie", "shapingba", "2022-01-01", `${DAILY_2022}；cnfin.com，2023-03-21`],
  ["wushan", "beibei", "2025-01-01", "巫山县人民政府网，2025-05-23"],
  ["wuxi", "yuzhong", "2022-01-01", `${DAILY_2022}；巫溪县人民政府网，2023-01-12`],
  ["qianjiang", "gaoxin", "2022-01-01", DAILY_2022],
  ["wulong", "nanchuan", "2022-01-01", DAILY_2022],
  ["youyang", "jiangbei", "2022-01-01", `${DAILY_2022}；chujupifa.com，2025年2月`],
  ["pengshui", "yongchuan", "2022-01-01", DAILY_2022],
  ["pengshui", "tongnan", "2023-01-01", "彭水县人民政府网，2023-11-01；wxredian.com，2024-12-27"],
];

const CODE_OF = new Map(REGIONS.map((region) => [region.slug, region._id]));

const linksOf = (county: string): HelperLink[] =>
  LINKS.filter(([slug]) => slug === county).map(([, helper, from, source]) => ({
    region: CODE_OF.get(helper) as RegionCode,
    status: "confirmed",
    from,
    to: null,
    source,
  }));

export const PARTNERSHIPS: readonly Partnership[] = REGIONS.filter((region) => region.receiving).map((region) => ({
  _id: region.slug as PartnershipId,
  county: region._id,
  helpers: linksOf(region.slug),
}));

/** The one target that was published: 销售奉节农产品 at least 30 million yuan. */
const PUBLISHED: Agreement = agreement("fengjie", 2022, {
  targetYuan: 30_000_000,
  signedOn: "2022-07-08",
  source: `${DAILY_2022}：沙坪坝–奉节“百千万”目标工作协议，销售奉节农产品不低于3000万元`,
  demo: false,
});

/** County, and its made-up targets in yuan, of this year and the one before: of the size of the demonstration's trade, so that the bars say something. */
const DEMO_TARGETS: [county: string, targetYuan: number, yearBefore: number][] = [
  ["youyang", 20_000, 18_000],
  ["fengjie", 36_000, 22_000],
  ["fengdu", 15_000, 12_000],
  ["yunyang", 12_000, 8_000],
  ["wushan", 12_000, 2_000],
  ["zhongxian", 8_000, 1_500],
];

const DEMO_SOURCE = "演示假设：此目标为演示虚构，并非任何区县公布的协议目标";

const demoAgreements = (year: number): Agreement[] =>
  DEMO_TARGETS.flatMap(([county, ...targets]) =>
    targets.map((targetYuan, ago) =>
      agreement(county, year - ago, { targetYuan, signedOn: null, source: DEMO_SOURCE, demo: true }),
    ),
  );

interface Promised extends Pick<Agreement, "signedOn" | "source" | "demo"> {
  targetYuan: number;
}

function agreement(county: string, year: number, { targetYuan, ...rest }: Promised): Agreement {
  const partnership = county as PartnershipId;
  return { _id: agreementId(partnership, year), partnership, year, targetFen: times(fen(100), targetYuan), ...rest };
}

/**
 * Inserts the regions, partnerships, agreements and published figures that are missing; what is there stays as an
 * administrator left it, so it is safe to run at every start. The made-up targets come only with `demo`: production never
 * has them, nor a database whose demonstration was removed.
 */
export async function seedRegions({ demo = process.env.NODE_ENV !== "production" } = {}): Promise<void> {
  await insertMissing(RegionModel, REGIONS);
  await insertMissing(PartnershipModel, PARTNERSHIPS);
  const madeUp = demo && (await demoStage()) !== "cleared" ? demoAgreements(yearOf(now())) : [];
  await insertMissing(AgreementModel, [PUBLISHED, ...madeUp]);
  await insertMissing(RecordFigureModel, PUBLISHED_FIGURES);
  forgetAll();
}

async function insertMissing<T extends { _id: string }>(model: Model<T>, records: readonly T[]): Promise<void> {
  const there = new Set<unknown>(await model.distinct("_id"));
  const missing = records.filter((record) => !there.has(record._id));
  if (missing.length === 0) return;
  // Another process may be seeding at the same moment: whoever comes second finds the record there already.
  await model.insertMany(missing, { ordered: false }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
