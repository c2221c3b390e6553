import type { Request, Response } from "express";
import type { Gazetteer } from "../../regions/gazetteer";
import type { Region } from "../../regions/region";
import { cookieOf, cookieOptions } from "../../shared/cookies";
import type { Words } from "../../shared/words";

/** A guest's answer to "where do you live", kept so that the market can say what a purchase does there. */
export const DISTRICT_COOKIE = "district";

/** The district a visitor's purchases would count for, as far as we know it. */
export interface MyDistrict {
  region: Region | null;
  /** It stands in the account or in the institution's registration: not to be changed with the little form. */
  settled: boolean;
}

/** An institution's registration, then a citizen's declared home, then what a visitor chose on the page. */
export function districtOf(req: Request, book: Gazetteer): MyDistrict {
  const organisation = req.viewer?.organisation?.kind === "institution" ? req.viewer.organisation.region : null;
  const settled = organisation ?? req.viewer?.homeRegion;
  if (settled) return { region: book.find(settled) ?? null, settled: true };
  const chosen = cookieOf(req, DISTRICT_COOKIE);
  return { region: (chosen && book.find(chosen)) || null, settled: false };
}

export function keepDistrict(req: Request, res: Response, region: Region | null): void {
  if (region) res.cookie(DISTRICT_COOKIE, region._id, cookieOptions(req.app.get("production") === true));
  else res.clearCookie(DISTRICT_COOKIE, { path: "/" });
}

/** Every region a buyer can belong to, the main city's first: those can be somebody's helper. */
export function districtGroups(
  book: Gazetteer,
  words: Words,
  chosen: Region | null,
): { label: string; options: { value: string; text: string; selected: boolean }[] }[] {
  return (["central", "new", "zone", "northeast", "southeast"] as const).map((group) => ({
    label: words.t(`common:group.${group}`),
    options: book.regions
      .filter((region) => region.group === group)
      .map((region) => ({
        value: region._id,
        text: words.pick(region.name, region.nameEn),
        selected: region._id === chosen?._id,
      })),
  }));
}
