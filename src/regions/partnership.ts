import { Schema } from "mongoose";
import { collection } from "../shared/db";
import type { PartnershipId, RegionCode } from "../shared/ids";

/** A helper's link to the partnership, valid on days in [from, to); `to` null: until further notice. */
export interface HelperLink {
  region: RegionCode;
  /** Only confirmed links credit sales. Unknown helpers are not listed at all. */
  status: "confirmed" | "unconfirmed";
  /** Shanghai days, YYYY-MM-DD. */
  from: string;
  to: string | null;
  /** Where this is published. */
  source: string;
}

/** One per receiving county; one or more helpers. Never a table of pairs: 丰都 has two helpers, 城口 none that is confirmed. */
export interface Partnership {
  _id: PartnershipId;
  county: RegionCode;
  helpers: HelperLink[];
}

const text = { type: String, required: true } as const;
export const PartnershipModel = collection<Partnership>(
  "partnerships",
  new Schema<Partnership>(
    {
      _id: String,
      county: { ...text, unique: true },
      helpers: [
        {
          _id: false,
          region: text,
          status: { ...text, enum: ["confirmed", "unconfirmed"] },
          from: text,
          to: { type: String, default: null },
          source: text,
        },
      ],
    },
    { versionKey: false },
  ),
);

/** Whether a helper stood beside the county on any day until this one. What is only named, or is to come, never did. */
export const hasHelped = ({ helpers }: Partnership, helper: string, day: string): boolean =>
  helpers.some((link) => link.region === helper && link.status === "confirmed" && link.from <= day);

/** The confirmed helpers of a partnership on a Shanghai day. */
export const helpersOn = (partnership: Partnership, day: string): HelperLink[] =>
  partnership.helpers.filter(
    (link) => link.status === "confirmed" && link.from <= day && (link.to === null || day < link.to),
  );
