import express, { type Request, type Response } from "express";
import type { FieldError } from "../../shared/errors";
import { attempt, type FormResult, read, typed, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { Member } from "../acting";
import { regionChoices } from "../region-choices";
import { enter, localPath, signUpLimit } from "./sign-in";
import { onward } from "./sign-in-routes";
import { SignUp, signUp } from "./sign-up";

export const signUpPages = express.Router();

/**
 * The fields of the form in its order, with the keys of their words. They are named after the paths of the API's body, so
 * one list of errors serves both.
 */
const LABELS: Record<string, string> = {
  "institution.name": "institutionName",
  "institution.registrationNumber": "registrationNumber",
  "institution.region": "institutionRegion",
  name: "name",
  "institution.phone": "phone",
  identifier: "identifier",
  password: "password",
  homeRegion: "homeRegion",
};
const INSTITUTION = ["name", "region", "registrationNumber", "phone"] as const;
const KEPT = [...Object.keys(LABELS).filter((name) => name !== "password"), "next", "kind"];

signUpPages.get("/sign-up", async (req, res) => {
  if (req.viewer) return res.redirect(303, onward(req.query.next, req.viewer));
  await draw(req, res, {
    next: localPath(req.query.next) ?? "",
    kind: req.query.kind === "institution" ? "institution" : "citizen",
  });
});

signUpPages.post("/sign-up", signUpLimit, async (req, res) => {
  const enrolled = await tryToSignUp(req);
  if (!enrolled.ok) {
    res.status(422);
    return draw(req, res, typed(req.body, KEPT), enrolled.errors);
  }
  await enter(enrolled.value, req, res);
  res.redirect(303, onward((req.body as Record<string, unknown>).next, enrolled.value));
});

async function tryToSignUp(req: Request): Promise<FormResult<Member>> {
  const form = read(SignUp, nested(withoutEmpty(req.body)));
  return form.ok ? attempt(() => signUp(form.value, req.words.language, now())) : form;
}

function nested({ next: _next, kind, ...given }: Record<string, unknown>): Record<string, unknown> {
  if (kind !== "institution") return given;
  const institution: Record<string, unknown> = {};
  for (const name of INSTITUTION) {
    const path = `institution.${name}`;
    if (given[path] !== undefined) institution[name] = given[path];
    delete given[path];
  }
  return { ...given, institution };
}

async function draw(
  req: Request,
  res: Response,
  values: Record<string, string>,
  errors: FieldError[] = [],
): Promise<void> {
  const institution = values.kind === "institution";
  const query = values.next ? `next=${encodeURIComponent(values.next)}` : "";
  res.set("Cache-Control", "no-store").render("accounts/sign-up", {
    ...wordsOf(institution, req.words),
    values,
    errors: inOrder(errors),
    labels: labelsIn(req.words),
    institution,
    // Template paths cannot reach a name with a dot in it.
    office: Object.fromEntries(INSTITUTION.map((name) => [name, values[`institution.${name}`] ?? ""])),
    otherHref: institution ? `/sign-up${query && `?${query}`}` : `/sign-up?kind=institution${query && `&${query}`}`,
    signInHref: `/sign-in${query && `?${query}`}`,
    regions: await regionChoices(req.words),
  });
}

const ORDER = Object.keys(LABELS);

/** As the form is read from top to bottom. */
const inOrder = (errors: FieldError[]): FieldError[] =>
  [...errors].sort((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field));

const labelsIn = ({ t }: Words): Record<string, string> =>
  Object.fromEntries(Object.entries(LABELS).map(([name, key]) => [name, t(`accounts:signUp.${key}`)]));

const wordsOf = (institution: boolean, { t }: Words) =>
  institution
    ? {
        title: t("accounts:signUp.titleInstitution"),
        lede: t("accounts:signUp.ledeInstitution"),
        button: t("accounts:signUp.buttonInstitution"),
        other: t("accounts:signUp.toCitizen"),
      }
    : {
        title: t("accounts:signUp.title"),
        lede: t("accounts:signUp.lede"),
        button: t("accounts:signUp.button"),
        other: t("accounts:signUp.toInstitution"),
      };
