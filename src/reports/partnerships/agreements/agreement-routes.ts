import { type Request, type Response, Router } from "express";
import type { z } from "zod";
import { wayToProve } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { type AgreementVersion, agreementVersions } from "../../../regions/agreements/agreement-version";
import { notFound } from "../../../shared/errors";
import { attempt, type FormResult, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { fileById, sendFile } from "../../../shared/uploads/files";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, viewerOf } from "../../../shared/viewer";
import { goInside, type Inside } from "../inside";
import { PAPER_BYTES, paperOf } from "../kept-paper";
import { AgreementForm, ConfirmForm, EmptyForm, RejectForm, TYPED, targetOf } from "./agreement-form";
import { agreementView, ownWaiting, type Refused } from "./agreement-view";
import { confirmAgreement, rejectAgreement, withdrawAgreement } from "./decide";
import { proposeAgreement, readYear } from "./propose";

/** A partnership's promise for a year: entered by one side, confirmed by the other, every version kept. */
export const agreementPages: Router = Router();
const HERE = "/partnerships/:id/agreements/:year";
const officials = allow(...OFFICIALS);
takesFiles(HERE, { field: "document", maxFiles: 1, maxBytes: PAPER_BYTES });

interface Asked {
  inside: Inside;
  year: number;
  versions: AgreementVersion[];
}

async function asked(req: Request, at: Date): Promise<Asked> {
  const inside = await goInside(viewerOf(req), String(req.params.id), at);
  const year = readYear(req.params.year, at);
  const { _id } = inside.partnership;
  const versions = await agreementVersions(_id, inside.book.agreementsOf(_id));
  return { inside, year, versions: versions.filter((each) => each.year === year) };
}

agreementPages.get(HERE, officials, (req, res) => draw(req, res, null));

const DONE = ["proposed", "same", "confirmation", "rejection", "withdrawal"];

async function draw(req: Request, res: Response, refused: Refused | null): Promise<void> {
  const at = now();
  const done = DONE.find((each) => each === req.query.done);
  const model = agreementView({
    ...(await asked(req, at)),
    way: await wayToProve(viewerOf(req).id),
    refused,
    done: done && !refused ? req.words.t(`partnerships:done.${done}`) : null,
    at,
    words: req.words,
  });
  res.set("Cache-Control", "no-store").render("partnerships/agreement", model);
}

agreementPages.post(HERE, officials, async (req, res) => {
  const at = now();
  const { inside, year, versions } = await asked(req, at);
  const place = `agreement:${inside.partnership._id}:${year}`;
  const given = typed(req.body, TYPED);
  // The paper first: whatever else is wrong, it need not be chosen again.
  const paper = await attempt(() => paperOf(inside, place, { file: filesOf(req)[0], kept: given.kept }, at));
  const form = read(AgreementForm, withoutEmpty(req.body));
  const result: FormResult<AgreementVersion> =
    !form.ok || !paper.ok
      ? { ok: false, errors: [...(form.ok ? [] : form.errors), ...(paper.ok ? [] : paper.errors)] }
      : await attempt(() => {
          const { signedOn, reason } = form.value;
          const changing = versions.some((each) => each.state === "in_force");
          const targetFen = targetOf(form.value, changing);
          const document = paper.value ?? ownWaiting(inside, versions)?.document ?? null;
          return proposeAgreement(inside, { year, targetFen, signedOn, reason, document }, at);
        });
  const path = `/partnerships/${inside.partnership._id}/agreements/${year}`;
  if (result.ok) return res.redirect(303, `${path}?done=${result.value.state === "proposed" ? "proposed" : "same"}`);
  const kept = paper.ok && paper.value ? paper.value : null;
  await draw(req, res.status(422), {
    form: "proposal",
    errors: result.errors,
    typed: { ...given, kept: kept?.file ?? "" },
    paper: kept?.name,
  });
});

interface Deed<T extends z.ZodType> {
  form: T;
  act(inside: Inside, value: z.output<T> & { year: number; version: number }): Promise<unknown>;
}

/** A decision on one version: done, or the page again with a word beside each field. */
function onDecision<T extends z.ZodType<object>>(name: string, { form, act }: Deed<T>): void {
  agreementPages.post(`${HERE}/:version/${name}`, officials, async (req, res) => {
    const { inside, year } = await asked(req, now());
    const version = versionOf(req);
    const given = read(form, withoutEmpty(req.body)) as FormResult<z.output<T>>;
    const result = given.ok ? await attempt(() => act(inside, { ...given.value, year, version })) : given;
    const path = `/partnerships/${inside.partnership._id}/agreements/${year}`;
    if (result.ok) return res.redirect(303, `${path}?done=${name}`);
    await draw(req, res.status(422), { form: name, errors: result.errors, typed: typed(req.body, ["reason"]) });
  });
}

const versionOf = (req: Request): number => {
  const text = String(req.params.version);
  if (!/^[1-9]\d{0,3}$/.test(text)) throw notFound();
  return Number(text);
};

onDecision("confirmation", { form: ConfirmForm, act: (inside, value) => confirmAgreement(inside, value, now()) });
onDecision("rejection", { form: RejectForm, act: (inside, value) => rejectAgreement(inside, value, now()) });
onDecision("withdrawal", { form: EmptyForm, act: (inside, value) => withdrawAgreement(inside, value, now()) });

agreementPages.get(`${HERE}/:version/document`, officials, async (req, res) => {
  const { versions } = await asked(req, now());
  const document = versions.find((each) => each.version === versionOf(req))?.document;
  if (!document) throw notFound();
  sendFile(res, await fileById(document.file), "inline");
});
