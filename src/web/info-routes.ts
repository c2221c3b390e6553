import { type Request, Router } from "express";
import accounts from "../../seeds/demo-accounts.json";
import { type Gazetteer, gazetteer } from "../regions/gazetteer";
import { demoIsLoaded } from "../shared/demo";
import { REFUSALS } from "../shared/errors";
import type { Role } from "../shared/viewer";

/** Pages of words alone: the counting rules, privacy, every refusal, what is real in the demonstration. */
export const infoPages: Router = Router();

for (const name of ["rules", "privacy"] as const)
  infoPages.get(`/${name}`, (req, res) => {
    res.render(`web/${name}`, { title: req.words.t(`${name}:title`), description: req.words.t(`${name}:lede`) });
  });

/** Where the `type` of a problem leads to. */
infoPages.get("/errors", (req, res) => {
  res.render("web/errors", {
    title: req.words.t("web:errors.title"),
    refusals: Object.entries(REFUSALS).map(([code, status]) => ({ code, status, words: refusalWords(code, req) })),
  });
});

/** Some name what they are about; here an ellipsis stands for it. */
function refusalWords(code: string, { words }: Request) {
  const any = { name: "…", maximum: "…" };
  return { title: words.t(`errors:${code}.title`, any), detail: words.t(`errors:${code}.detail`, any) };
}

/** The accounts are shown where they open a door: with the demonstration loaded, and never in production. */
infoPages.get("/demo", async (req, res) => {
  const shown = req.app.get("production") !== true && (await demoIsLoaded());
  const book = await gazetteer();
  res.render("web/demo", {
    title: req.words.t("demo:title"),
    description: req.words.t("demo:lede"),
    accounts: shown ? accounts.map((account) => accountView(account, book, req)) : [],
  });
});

const HOME: Partial<Record<Role, string>> = { buyer: "/products", institution: "/products", seller: "/sales" };

function accountView(account: (typeof accounts)[number], book: Gazetteer, { words }: Request) {
  const region = account.region ? book.find(account.region) : undefined;
  return {
    role: words.t(`common:role.${account.role}`),
    identifier: account.identifier,
    password: account.password,
    name: account.name,
    organisation: account.organisation ? words.pick(account.organisation, account.organisationEn) : null,
    region: region ? words.pick(region.shortName, region.nameEn) : null,
    next: HOME[account.role as Role] ?? "/desk",
  };
}
