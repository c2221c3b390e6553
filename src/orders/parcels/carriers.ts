/** Who brings parcels. "own": the producer's own van; "voucher": tickets sent as a code, before they were redeemed here. */
export const CARRIERS = ["sf", "jd", "zto", "yto", "sto", "yunda", "jt", "ems", "deppon", "own", "voucher"] as const;
export type Carrier = (typeof CARRIERS)[number];

/** Whom a producer can choose. */
export const SENDING_CARRIERS = CARRIERS.filter((each) => each !== "voucher");

/** Where a number can be looked up: the carriers' own pages, whole and fixed, so that no typed number becomes a link. */
const PAGES: Partial<Record<string, string>> = {
  sf: "https://www.sf-express.com/",
  jd: "https://www.jdl.com/",
  zto: "https://www.zto.com/",
  yto: "https://www.yto.net.cn/",
  sto: "https://www.sto.cn/",
  yunda: "https://www.yundaex.com/",
  jt: "https://www.jtexpress.com.cn/",
  ems: "https://www.ems.com.cn/",
  deppon: "https://www.deppon.com/",
};

export const trackingPage = (carrier: string): string | null =>
  (Object.hasOwn(PAGES, carrier) && PAGES[carrier]) || null;
