import { type Request, Router } from "express";
import { type Gazetteer, gazetteer } from "../regions/gazetteer";
import { demoIsLoaded } from "../shared/demo";
import { REFUSALS } from "../shared/errors";
import { ROLES, type Role } from "../shared/viewer";

/** Somebody of the demonstration, with a password everybody may know. */
export interface KnownAccount {
  role: Role;
  identifier: string;
  password: string;
  name: string;
  organisation?: string;
  organisationEn?: string;
  region?: string;
}

/** Pages of words alone: the counting rules, privacy, every refusal, what is real in the demonstration. */
export function infoPages(accounts: readonly KnownAccount[]): Router {
  const router = Router();
  for (const name of ["rules", "privacy"] as const)
    router.get(`/${name}`, (req, res) => {
      res.render(`web/${name}`, { title: req.words.t(`${name}:title`), description: req.words.t(`${name}:lede`) });
    });

  // Where the `type` of a problem leads to.
  router.get("/errors", (req, res) => {
    const refusals = Object.entries(REFUSALS).map(([code, status]) => ({ code, status, ...refusalWords(code, req) }));
    res.render("web/errors", { title: req.words.t("web:errors.title"), refusals });
  });

  // The accounts are shown where they open a door: with the demonstration loaded, and never in production.
  router.get("/demo", async (req, res) => {
    const shown = req.app.get("production") !== true && (await demoIsLoaded());
    const book = await gazetteer();
    const { t } = req.words;
    res.render("web/demo", {
      title: t("demo:title"),
      description: t("demo:lede"),
      password: accounts[0]?.password,
      roles: shown ? rolesOf(accounts, book, req) : [],
    });
  });
  return router;
}

/** Some name what they are about; here an ellipsis stands for it. */
function refusalWords(code: string, { words }: Request) {
  const any = { name: "…", maximum: "…", left: "…", count: "…", month: "…", reason: "…" };
  return { name: words.t(`errors:${code}.title`, any), detail: words.t(`errors:${code}.detail`, any) };
}

const rolesOf = (accounts: readonly KnownAccount[], book: Gazetteer, req: Request) =>
  ROLES.map((role) => ({
    role,
    people: accounts.filter((account) => account.role === role).map((account) => personView(account, book, req)),
  })).filter(({ people }) => people.length > 0);

/** Where somebody is led after one press. */
const FIRST_PAGE: Partial<Record<Role, string>> = { buyer: "/products", institution: "/products", seller: "/shop" };

function personView(account: KnownAccount, book: Gazetteer, { words }: Request) {
  const region = account.region ? book.find(account.region) : undefined;
  const home = region && words.pick(region.shortName, region.nameEn);
  return {
    name: account.name,
    where: account.organisation ? words.pick(account.organisation, account.organisationEn) : home,
    identifier: account.identifier,
    password: account.password,
    next: FIRST_PAGE[account.role] ?? "/desk",
  };
}
