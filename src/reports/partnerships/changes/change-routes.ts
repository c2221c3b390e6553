import { type Request, type Response, Router } from "express";
import type { z } from "zod";
import { wayToProve } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { attempt, type FormResult, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { ConfirmForm, EmptyForm, RejectForm } from "../agreements/agreement-form";
import type { Refused } from "../agreements/agreement-view";
import { goInside, type Inside, stampOf } from "../inside";
import { askChange, freshPartnership } from "./ask-change";
import { askedOf, CHANGE_TYPED, ChangeForm } from "./change-form";
import { changeView, newChangeView } from "./change-view";
import { adoptChange, changeOf, confirmChange, rejectChange, withdrawChange } from "./decide-change";
import { previewChange } from "./preview";

/** Who stands beside whom, changed from a day to come: suggested by the sides, proposed and confirmed by two of the city. */
export const changePages: Router = Router();
const CHANGES = "/partnerships/:id/changes";
const officials = allow(...OFFICIALS);

const insideOf = (req: Request): Promise<Inside> => goInside(viewerOf(req), String(req.params.id), now());

changePages.get(`${CHANGES}/new`, officials, async (req, res) => {
  const inside = await insideOf(req);
  stampOf(inside, now());
  const asked = typed(req.query, ["kind", "helper"]);
  res.set("Cache-Control", "no-store").render("partnerships/change-new", {
    ...newChangeView(inside, { typed: asked, errors: [], at: now(), words: req.words }),
  });
});

changePages.post(CHANGES, officials, async (req, res) => {
  const inside = await insideOf(req);
  const form = read(ChangeForm, withoutEmpty(req.body));
  const result = form.ok ? await attempt(() => askChange(inside, askedOf(form.value), now())) : form;
  if (result.ok)
    return res.redirect(303, `/partnerships/${inside.partnership._id}/changes/${result.value._id}?done=asked`);
  const given = typed(req.body, CHANGE_TYPED);
  res.status(422).render(
    "partnerships/change-new",
    newChangeView(inside, {
      typed: given,
      errors: result.errors,
      at: now(),
      words: req.words,
    }),
  );
});

changePages.get(`${CHANGES}/:change`, officials, (req, res) => draw(req, res, null));

const DONE = ["asked", "adoption", "confirmation", "rejection", "withdrawal"];

async function draw(req: Request, res: Response, refused: Refused | null): Promise<void> {
  const at = now();
  const inside = await insideOf(req);
  const change = await changeOf(inside, String(req.params.change));
  const done = DONE.find((each) => each === req.query.done);
  const model = changeView({
    inside,
    change,
    preview: change.open ? await previewChange(await freshPartnership(inside), change, at) : null,
    way: await wayToProve(viewerOf(req).id),
    refused,
    done: done && !refused ? req.words.t(`partnerships:done.${done}`) : null,
    at,
    words: req.words,
  });
  res.set("Cache-Control", "no-store").render("partnerships/change", model);
}

interface Deed<T extends z.ZodType> {
  form: T;
  act(inside: Inside, value: z.output<T> & { id: string }): Promise<unknown>;
}

/** One step of a change: done, or the page again with what was wrong. */
function onStep<T extends z.ZodType<object>>(name: string, { form, act }: Deed<T>): void {
  changePages.post(`${CHANGES}/:change/${name}`, officials, async (req, res) => {
    const inside = await insideOf(req);
    const id = String(req.params.change);
    const given = read(form, withoutEmpty(req.body)) as FormResult<z.output<T>>;
    const result = given.ok ? await attempt(() => act(inside, { ...given.value, id })) : given;
    const path = `/partnerships/${inside.partnership._id}/changes/${id}`;
    if (result.ok) return res.redirect(303, `${path}?done=${name}`);
    await draw(req, res.status(422), { form: name, errors: result.errors, typed: typed(req.body, ["reason"]) });
  });
}

onStep("adoption", { form: EmptyForm, act: (inside, { id }) => adoptChange(inside, id, now()) });
onStep("confirmation", { form: ConfirmForm, act: (inside, value) => confirmChange(inside, value, now()) });
onStep("rejection", { form: RejectForm, act: (inside, value) => rejectChange(inside, value, now()) });
onStep("withdrawal", { form: EmptyForm, act: (inside, { id }) => withdrawChange(inside, id, now()) });
