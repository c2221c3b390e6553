/** Where a fact of the goods was published: what the short keys in the county files stand for, as a reader is shown it. */
const SOURCES: Readonly<Record<string, string>> = {
  S0: "重庆日报，2022 年 9 月",
  S25: "新华网重庆 cq.news.cn，2021-10-02",
  S37: "华龙网 cbg.cn，2025-05-28",
  S38: "重庆市农业农村委 nyncw.cq.gov.cn，2025-01-16",
  S39: "今日重庆 jrcq.cn，2020-07-18",
  S40: "51chatu.com 特产资料",
  S41: "mpsj.com.cn 特产资料",
  S42: "重庆特产资料页",
  S43: "ttnews.xyz 梁平特产资料",
  S45: "foodwang.cn，2023-07-05",
  S46: "重庆市政府网 cq.gov.cn，2025-06-08",
  S47: "57yx.com 特产资料",
  S48: "chinaquest.com 特产资料",
  S49: "authenticallynatalie.com 三峡游记（未注日期）",
  S50: "zhinanshenghuo.com 垫江特产资料",
  S51: "cqzx.6345.cn 忠县资料",
  S52: "freewechat.com 云阳红橙资料",
  S53: "中国新闻网，2019-11-16",
  S54: "zsartonline.com 龙缸资料",
  S55: "ymt.com 奉节脐橙行情",
  S58: "mxh.sta.gd.cn，2023-08-18",
  S59: "巫溪县政府网 cqwx.gov.cn，2021-12-08",
  S60: "fzxdfjx.com，2024-09-12",
  S61: "nyacxh.cn 黔江羊肚菌资料",
  S62: "51chatu.com 武隆特产资料",
  S63: "wenxiaobai.com 仙女山资料",
  S64: "马蜂窝 mafengwo.cn 游记（较早）",
  S66: "iichatc.com 石柱莼菜资料",
  S67: "51chatu.com 金音石砚资料",
  S70: "新浪财经转载，2026-02-25",
  S71: "tftnews.com 桃花源资料",
};

/** Throws for a key nobody wrote down: a claim without a source is not shown. */
export function sourceOf(key: string): string {
  const source = SOURCES[key];
  if (!source) throw new Error(`no source is called ${key}`);
  return source;
}
