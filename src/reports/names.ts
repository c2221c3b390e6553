import type { Gazetteer } from "../regions/gazetteer";
import { helpersOn, type Partnership } from "../regions/partnership";
import { PROVINCES } from "../regions/provinces";
import type { RegionCode } from "../shared/ids";
import type { Words } from "../shared/words";

/** Names of places in the reader's language. */
export class Names {
  readonly words: Words;
  private readonly gazetteer: Gazetteer;

  constructor(gazetteer: Gazetteer, words: Words) {
    this.gazetteer = gazetteer;
    this.words = words;
  }

  /** A region, a province, or the code of what has left the book meanwhile. */
  full(code: string): string {
    const place = this.gazetteer.find(code) ?? PROVINCES.find((each) => each.code === code);
    return place ? this.words.pick(place.name, place.nameEn) : code;
  }

  /** As it is said: 酉阳. */
  short(code: string): string {
    const region = this.gazetteer.find(code);
    return region ? this.words.pick(region.shortName, region.nameEn) : this.full(code);
  }

  list(codes: readonly RegionCode[]): string {
    return codes.map((code) => this.short(code)).join(this.words.pick("、", ", "));
  }

  /** The confirmed helpers of a day; null where none is. */
  helpers(partnership: Partnership, day: string): string | null {
    const helpers = helpersOn(partnership, day).map((link) => link.region);
    return helpers.length > 0 ? this.list(helpers) : null;
  }
}
