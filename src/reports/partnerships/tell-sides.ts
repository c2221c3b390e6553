import { type Concerned, tell } from "../../accounts/notices/tell";
import { OrganisationModel } from "../../accounts/organisation";
import { helpersOn } from "../../regions/partnership";
import type { Stamp } from "../../regions/two-sides";
import type { OrganisationId } from "../../shared/ids";
import { dayOf } from "../../shared/time";
import type { Inside } from "./inside";

/** Those who decide on what somebody of one side wrote down. */
function deciders({ partnership }: Inside, by: Stamp): Concerned[] {
  if (by.speaks === "city") return [{ city: true }, { platform: true }];
  if (by.speaks === "helper") return [{ county: partnership.county }, { city: true }];
  return [...helpersOn(partnership, dayOf(by.at)).map(({ region }) => ({ helper: region })), { city: true }];
}

export interface Told {
  /** Names the deed. */
  key: string;
  kind: string;
  href: string;
  params?: Record<string, string | number>;
}

const paramsOf = ({ partnership, book }: Inside, more: Record<string, string | number> = {}) => {
  const county = book.region(partnership.county);
  return { county: county.shortName, countyEn: county.nameEn, ...more };
};

/** In the deed's own transaction. */
export async function tellDeciders(inside: Inside, by: Stamp, { params, ...told }: Told): Promise<void> {
  for (const [index, to] of deciders(inside, by).entries())
    await tell({ ...told, key: `${told.key}:${index}`, to, params: paramsOf(inside, params) }, by.at);
}

export const tellCity = async (inside: Inside, by: Stamp, { params, ...told }: Told): Promise<void> => {
  for (const [index, to] of [{ city: true } as const, { platform: true } as const].entries())
    await tell({ ...told, key: `${told.key}:${index}`, to, params: paramsOf(inside, params) }, by.at);
};

/** Whoever wrote it down learns what became of it. */
export const tellWriter = (inside: Inside, writer: Stamp, { params, ...told }: Told, at: Date): Promise<void> =>
  tell({ ...told, to: { user: writer.user }, params: paramsOf(inside, params) }, at);

/** What an office of the demonstration writes is taken out with it. */
export const isDemo = async (organisation: OrganisationId): Promise<boolean> =>
  (await OrganisationModel.exists({ _id: organisation, demo: true })) !== null;
