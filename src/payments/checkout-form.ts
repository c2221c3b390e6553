import type { Campaign } from "../campaigns/campaign";
import { attribute } from "../credits/attribute";
import { affiliationFor } from "../orders/affiliation";
import type { Basket } from "../orders/price-cart";
import type { Gazetteer } from "../regions/gazetteer";
import { PROVINCES } from "../regions/provinces";
import type { Region } from "../regions/region";
import type { RegionCode } from "../shared/ids";
import type { Viewer } from "../shared/viewer";
import type { Words } from "../shared/words";

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
    affiliationGroups: institution ? [] : affiliationGroups(book, affiliation.region ?? "", words),
    affiliationName: affiliation.region ? nameOf(book.region(affiliation.region), words) : null,
    affiliationHow: affiliation.how,
    payments: (institution ? (["stripe", "bank_transfer"] as const) : (["stripe"] as const)).map((value) => ({
      value,
      text: words.t(`payments:kind.${value}`),
      help: words.t(`payments:kindHelp.${value}`),
      checked: (values.payment ?? "stripe") === value,
    })),
    campaign: campaign && { name: words.pick(campaign.name, campaign.nameEn) },
    supports: supportsOf({ book, baskets, campaign, at, words }, affiliation.region),
  };
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

/** One sentence per county in the cart: whose account the purchase will go to, decided by the same rule that will credit it. */
function supportsOf(
  { book, baskets, campaign, at, words }: Pick<FormFacts, "book" | "baskets" | "campaign" | "at" | "words">,
  affiliation: RegionCode | null,
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
    const helper = credit.helper && book.region(credit.helper);
    return [
      {
        county: words.pick(book.region(county).shortName, book.region(county).nameEn),
        helper: helper ? words.pick(helper.shortName, helper.nameEn) : null,
        basis: credit.basis,
        href: `/partnerships/${credit.book}`,
      },
    ];
  });
}
