import { chengkou } from "./chengkou";
import { dianjiang } from "./dianjiang";
import { fengdu } from "./fengdu";
import { fengjie } from "./fengjie";
import { kaizhou } from "./kaizhou";
import { liangping } from "./liangping";
import { pengshui } from "./pengshui";
import { qianjiang } from "./qianjiang";
import { shizhu } from "./shizhu";
import type { SeedCounty } from "./types";
import { wanzhou } from "./wanzhou";
import { wulong } from "./wulong";
import { wushan } from "./wushan";
import { wuxi } from "./wuxi";
import { xiushan } from "./xiushan";
import { youyang } from "./youyang";
import { yunyang } from "./yunyang";
import { zhongxian } from "./zhongxian";

/** The 17 receiving counties, north-east first, in the order of the partnership table. */
export const counties: readonly SeedCounty[] = [
  wanzhou,
  kaizhou,
  liangping,
  chengkou,
  fengdu,
  dianjiang,
  zhongxian,
  yunyang,
  fengjie,
  wushan,
  wuxi,
  qianjiang,
  wulong,
  shizhu,
  xiushan,
  youyang,
  pengshui,
];
