import type { Campaign } from "../../campaigns/campaign";
import { attribute } from "../../credits/attribute";
import { affiliationFor } from "../../orders/affiliation";
import type { Basket } from "../../orders/cart/price-cart";
import type { Affiliation } from "../../orders/order-record";
import type { Gazetteer } from "../../regions/gazetteer";
import { PROVINCES } from "../../regions/provinces";
import type { Region } from "../../regions/region";
import type { RegionCode } from "../../shared/ids";
import type { Viewer } from "../../shared/viewer";
import type { Words } from "../../shared/words";

/** What stands in the form's fields; texts as typed. */
export interface FormValues {
  name?: string;
  phone?: string;
  region?: string;
  street?: string;
  affiliation?: string;
  payment?: string;
  note?: string;
}

const FIELDS = ["name", "phone", "region", "street", "affiliation", "payment", "note"] as const;

/** A refused form comes back as it was typed. */
export const valuesOf = (body: Record<string, unknown> | undefined): FormValues =>
  Object.fromEntries(
    FIELDS.flatMap((field) =>
      typeof body?.[field] === "string" ? [[field, (body[field] as string).slice(0, 300)]] : [],
    ),
  );

interface FormFacts {
  viewer: Viewer;
  book: Gazetteer;
  baskets: Basket[];
  campaign: Campaign | null;
  values: FormValues;
  at: Date;
  words: Words;
}

/** The choices of the checkout form, and what the purchase will do for whom as things stand. */
export function checkoutFormModel({ viewer, book, baskets, campaign, values, at, words }: FormFacts) {
  const institution = viewer.organisation?.kind === "institution";
  const delivery = values.region ?? "";
  const affiliation = affiliationFor(
    viewer,
    { chosen: institution ? undefined : known(values.affiliation, book), delivery: delivery as RegionCode },
    book,
  );
  return {
    values,
    institution,
    regionGroups: deliveryGroups(book, delivery, words),
    belongs: {
      groups: institution ? [] : affiliationGroups(book, values.affiliation ?? "", words),
      byDefault: byDefault(viewer, book, words),
      sentence: belongsTo(affiliation, delivery, book, words),
      chosen: affiliation.how === "chosen",
    },
    payments: institution ? PAYMENTS.map((value) => paymentChoice(value, values.payment ?? "stripe", words)) : null,
    campaign: campaign && { name: words.pick(campaign.name, campaign.nameEn) },
    supports: supportsOf({ book, baskets, campaign, at, words }, affiliation.region, delivery !== ""),
  };
}

const PAYMENTS = ["stripe", "bank_transfer"] as const;

const paymentChoice = (value: (typeof PAYMENTS)[number], chosen: string, words: Words) => ({
  value,
  text: words.t(`payments:kind.${value}`),
  help: words.t(`payments:kindHelp.${value}`),
  checked: value === chosen,
});

/** What happens when nobody chooses: the first option of the list, so that a changed address is not overruled by it. */
function byDefault(viewer: Viewer, book: Gazetteer, words: Words): string {
  const home = viewer.homeRegion && book.find(viewer.homeRegion);
  return home ? words.t("payments:form.byHome", { region: nameOf(home, words) }) : words.t("payments:form.byDelivery");
}

/** The one line about whose account this order goes to, as the form stands. */
function belongsTo({ region, how }: Affiliation, delivery: string, book: Gazetteer, words: Words): string {
  if (region) return words.t(`payments:form.belongs.${how}`, { region: nameOf(book.region(region), words) });
  return words.t(`payments:form.belongs.${delivery ? "elsewhere" : "unknown"}`);
}

const known = (code: string | undefined, book: Gazetteer): RegionCode | undefined =>
  code && book.find(code) ? (code as RegionCode) : undefined;
const nameOf = (region: Region, words: Words): string => words.pick(region.name, region.nameEn);

/** Parcels go to districts and counties and to other provinces; a zone is no postal place. */
function deliveryGroups(book: Gazetteer, selected: string, words: Words) {
  const inChongqing = (["central", "new", "northeast", "southeast"] as const).map((group) =>
    optionsOf(book, group, selected, words),
  );
  const elsewhere = PROVINCES.map(({ code, name, nameEn }) => ({
    value: code,
    text: words.pick(name, nameEn),
    selected: code === selected,
  }));
  return [...inChongqing, { label: words.t("payments:form.elsewhere"), options: elsewhere }];
}

/** Zones stand first: whoever belongs to one has to choose it. */
const affiliationGroups = (book: Gazetteer, selected: string, words: Words) =>
  (["central", "zone", "new", "northeast", "southeast"] as const).map((group) =>
    optionsOf(book, group, selected, words),
  );

const optionsOf = (book: Gazetteer, group: Region["group"], selected: string, words: Words) => ({
  label: words.t(`common:group.${group}`),
  options: book.regions
    .filter((region) => region.group === group)
    .map((region) => ({ value: region._id, text: nameOf(region, words), selected: region._id === selected })),
});

/**
 * One sentence per county in the cart: whose account the purchase will go to, decided by the same rule that will credit
 * it. Nothing is said of "outside the main city" before there is an address.
 */
function supportsOf(
  { book, baskets, campaign, at, words }: Pick<FormFacts, "book" | "baskets" | "campaign" | "at" | "words">,
  affiliation: RegionCode | null,
  addressed: boolean,
) {
  const counties = new Set(baskets.flatMap((basket) => basket.items.map((item) => item.product.originCounty)));
  return [...counties].flatMap((county) => {
    if (!book.partnershipOf(county)) return [];
    const through = campaign && {
      id: campaign._id,
      helper: campaign.helper,
      partnership: campaign.partnership,
      registeredAt: campaign.registeredAt,
    };
    const credit = attribute({ county, affiliation, campaign: through, orderedAt: at, at }, book);
    if (credit.basis === "out_of_scope" && !affiliation && !addressed) return [];
    const helper = credit.helper && book.region(credit.helper);
    const names = {
      county: words.pick(book.region(county).shortName, book.region(county).nameEn),
      helper: helper ? words.pick(helper.shortName, helper.nameEn) : "",
    };
    return [
      {
        text: words.t(`payments:form.supports.${credit.basis}`, names),
        href: `/partnerships/${credit.book}`,
        paired: credit.partnership !== null,
      },
    ];
  });
}
