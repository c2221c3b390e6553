import { cache } from "../shared/cache";
import { notFound } from "../shared/errors";
import type { PartnershipId, RegionCode } from "../shared/ids";
import { type Agreement, AgreementModel, agreementId } from "./agreement";
import { helpersOn, type Partnership, PartnershipModel } from "./partnership";
import { type Region, RegionModel } from "./region";

/**
 * All regions, partnerships and agreements as one small book in memory: every page asks it and it changes a few times a
 * year. Read again every ten seconds, so that a change made by another process is seen soon.
 */
export class Gazetteer {
  readonly regions: readonly Region[];
  readonly partnerships: readonly Partnership[];
  private readonly byCode: ReadonlyMap<string, Region>;
  private readonly byId: ReadonlyMap<string, Partnership>;
  private readonly byCounty: ReadonlyMap<string, Partnership>;
  private readonly agreements: ReadonlyMap<string, Agreement>;

  constructor(regions: readonly Region[], partnerships: readonly Partnership[], agreements: readonly Agreement[]) {
    this.regions = regions;
    this.partnerships = partnerships;
    this.byCode = new Map(regions.map((region) => [region._id, region]));
    this.byId = new Map(partnerships.map((partnership) => [partnership._id, partnership]));
    this.byCounty = new Map(partnerships.map((partnership) => [partnership.county, partnership]));
    this.agreements = new Map(agreements.map((agreement) => [agreement._id, agreement]));
  }

  find(code: string): Region | undefined {
    return this.byCode.get(code);
  }

  /** Throws where the code must be known already (it came from our own records). */
  region(code: RegionCode): Region {
    const region = this.byCode.get(code);
    if (!region) throw new Error(`unknown region ${code}`);
    return region;
  }

  /** Refuses an unknown partnership as not found. */
  partnership(id: string): Partnership {
    const partnership = this.byId.get(id);
    if (!partnership) throw notFound();
    return partnership;
  }

  /** The partnership of a receiving county; undefined for any other region. */
  partnershipOf(county: string): Partnership | undefined {
    return this.byCounty.get(county);
  }

  countyOf(id: PartnershipId): Region {
    return this.region(this.partnership(id).county);
  }

  /** The counties a helper stands beside on a Shanghai day. */
  partnershipsOf(helper: string, day: string): Partnership[] {
    return this.partnerships.filter((each) => helpersOn(each, day).some((link) => link.region === helper));
  }

  agreement(partnership: PartnershipId, year: number): Agreement | undefined {
    return this.agreements.get(agreementId(partnership, year));
  }

  /** Every year's agreement of a partnership, the latest first. */
  agreementsOf(partnership: PartnershipId): Agreement[] {
    return [...this.agreements.values()]
      .filter((each) => each.partnership === partnership)
      .sort((a, b) => b.year - a.year);
  }

  get receiving(): Region[] {
    return this.regions.filter((region) => region.receiving);
  }
}

const book = cache<Gazetteer>({ ms: 10_000, max: 1 });

export const gazetteer = (): Promise<Gazetteer> =>
  book.get("all", async () => {
    const [regions, partnerships, agreements] = await Promise.all([
      RegionModel.find().sort({ _id: 1 }).lean(),
      PartnershipModel.find().sort({ county: 1 }).lean(),
      AgreementModel.find().lean(),
    ]);
    return new Gazetteer(regions as Region[], partnerships as Partnership[], agreements as Agreement[]);
  });

/** After a change of it: this process reads it again at once, the others within ten seconds. */
export const forgetGazetteer = (): void => book.forget();
