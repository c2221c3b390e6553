import type { RecordFigure } from "../src/regions/record/figure";
import { RECORD_KINDS, type RecordKind } from "../src/regions/record/kinds";
import type { PartnershipId } from "../src/shared/ids";
import { fen, times } from "../src/shared/money";

/** What one newspaper page of September 2022 says of single partnerships; nothing is added to it. */
const DAILY = "重庆日报，2022年9月（数据截至2022年8月底）";
const YEAR = 2022;
/** The page names no day; its quotations are of the 6th and 7th. */
const AT = new Date("2022-09-07T00:00:00+08:00");

interface Fact {
  county: string;
  kind: RecordKind;
  value: number;
  promised?: boolean;
  /** Of kind "other": its own line, name and unit; "fen" with the value in ten thousand yuan. */
  own?: [line: string, name: string, nameEn: string, unit: string];
  note: [zh: string, en: string];
}

const TARGETS: [string, string] = [
  "沙坪坝–奉节“百千万”目标工作协议，2022年7月8日签订；协议写的是“不少于”",
  "From the “hundred, thousand, ten thousand” agreement of Shapingba and Fengjie, signed 8 July 2022: “at least”",
];
const PARK: [string, string] = ["渝北–云阳产业合作", "Industrial co-operation of Yubei and Yunyang"];

const FACTS: Fact[] = [
  { county: "fengjie", kind: "trained", value: 1000, promised: true, note: TARGETS },
  { county: "fengjie", kind: "study_visitors", value: 1000, promised: true, note: TARGETS },
  { county: "fengjie", kind: "tourists", value: 10_000, promised: true, note: TARGETS },
  {
    ...{ county: "fengjie", kind: "other", value: 100, promised: true, note: TARGETS },
    own: ["youths", "帮扶困难青少年", "Young people in need helped", "人"],
  },
  {
    ...{ county: "fengjie", kind: "other", value: 100, promised: true, note: TARGETS },
    own: ["volunteers", "红岩志愿者", "Hongyan volunteers", "人"],
  },
  {
    ...{ county: "yunyang", kind: "jobs_offered", value: 795 },
    note: ["渝北面向云阳困难高校毕业生提供的岗位", "Posts offered by Yubei to Yunyang’s graduates in need"],
  },
  {
    ...{ county: "yunyang", kind: "trained", value: 920 },
    note: ["渝北为云阳开展的就业培训", "Job training held by Yubei for Yunyang"],
  },
  {
    ...{ county: "yunyang", kind: "other", value: 20_000, note: PARK },
    own: ["park", "产业园投资", "Investment in the industrial park", "fen"],
  },
  {
    ...{ county: "yunyang", kind: "other", value: 2000, note: PARK },
    own: ["incubator", "孵化园投资", "Investment in the incubator", "fen"],
  },
  {
    ...{ county: "youyang", kind: "other", value: 75_000 },
    own: ["forest-area", "森林面积指标", "Forest area quota", "亩"],
    note: ["江北区向酉阳县购买", "Bought by Jiangbei from Youyang"],
  },
  {
    ...{ county: "youyang", kind: "other", value: 18_750 },
    own: ["forest-price", "森林面积指标价款", "Price of the forest area quota", "fen"],
    note: ["7.5万亩，每亩2500元", "75,000 mu at ¥2,500 each"],
  },
  {
    ...{ county: "qianjiang", kind: "other", value: 2300 },
    own: ["farmland-area", "耕地占补平衡指标", "Farmland balance quota", "亩"],
    note: ["重庆高新区与黔江区", "Between the High-tech Zone and Qianjiang"],
  },
  {
    ...{ county: "qianjiang", kind: "other", value: 19_900 },
    own: ["farmland-price", "耕地占补平衡指标价款", "Price of the farmland balance quota", "fen"],
    note: ["2300亩", "2,300 mu"],
  },
];

/** The published figures as both-sided records: their source stands in the place of those who confirm. */
export const PUBLISHED_FIGURES: RecordFigure[] = FACTS.map(figureOf);

function figureOf({ county, kind, value, promised = false, own, note }: Fact): RecordFigure {
  const line = own ? `other-${own[0]}` : promised ? `${kind}-promised` : kind;
  const unit = own ? own[3] : RECORD_KINDS[kind];
  return {
    _id: `published:${county}:${YEAR}:${line}`,
    ...{ partnership: county as PartnershipId, year: YEAR, line, version: 1, kind, promised, unit },
    ...{ name: own?.[1] ?? "", nameEn: own?.[2] ?? "", note: note[0], noteEn: note[1], source: DAILY },
    // Ten thousand yuan are a million fen.
    value: unit === "fen" ? times(fen(1_000_000), value) : value,
    ...{ paper: null, state: "in_force", beforeValue: null, reason: "", by: null, decidedBy: null, decision: "" },
    ...{ at: AT, demo: false },
  };
}
