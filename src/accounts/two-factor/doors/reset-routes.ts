import express, { type Request, type Response } from "express";
import { z } from "zod";
import type { FieldError } from "../../../shared/errors";
import { attempt, line, mustRead, read, typed, withoutEmpty } from "../../../shared/form";
import type { UserId } from "../../../shared/ids";
import { limit } from "../../../shared/rate-limit";
import { HOUR, now } from "../../../shared/time";
import { allow, mustHaveDuty, viewerOf } from "../../../shared/viewer";
import { organisationOf } from "../../organisation";
import { sessionOf } from "../../sign-in/sign-in";
import { proofFields, proveAgain, wayToProve } from "../prove-again";
import { askByIdentifier, askForMember, decideReset, GRANTERS, openResets } from "../reset";

/** Asked for by an owner beside a member's name, or by the city or the platform; decided by a second person of these two. */
export const resetPages = express.Router();

const reason = line(200, 4);
const AskForm = z.strictObject({ identifier: z.string().min(1).max(120), reason });
const DecideForm = z.strictObject({ decision: z.enum(["granted", "refused"]), ...proofFields });
const ResetId = z
  .string()
  .regex(/^reset_[0-9a-z]{10,40}$/)
  .catch("");

const askLimit = limit("two-factor-reset", { windowMs: HOUR, max: 20, keyOf: (req) => req.viewer?.id });

resetPages.post("/members/:id/two-factor-reset", allow(), askLimit, async (req, res) => {
  sessionOf(req);
  mustHaveDuty(viewerOf(req), "shop");
  const form = mustRead(z.strictObject({ reason }), withoutEmpty(req.body));
  await askForMember(viewerOf(req), req.params.id as UserId, form.reason, now());
  res.redirect(303, "/members?done=reset");
});

resetPages.use("/desk/two-factor", allow(...GRANTERS), (req, res, next) => {
  sessionOf(req);
  res.set("Cache-Control", "no-store");
  next();
});

resetPages.get("/desk/two-factor", async (req, res) => draw(req, res, {}));

resetPages.post("/desk/two-factor", askLimit, async (req, res) => {
  const form = read(AskForm, withoutEmpty(req.body));
  const done = form.ok
    ? await attempt(() => askByIdentifier(viewerOf(req), form.value.identifier, form.value.reason, now()))
    : form;
  if (!done.ok) return draw(req, res, { asking: done.errors });
  res.redirect(303, "/desk/two-factor?done=asked");
});

resetPages.post("/desk/two-factor/:id/decision", async (req, res) => {
  const { decision, ...proof } = mustRead(DecideForm, withoutEmpty(req.body));
  const viewer = viewerOf(req);
  const shown = await attempt(() => proveAgain(viewer, proof, now()));
  if (!shown.ok) return draw(req, res, { errors: shown.errors });
  await decideReset(viewer, ResetId.parse(req.params.id), decision === "granted", now());
  res.redirect(303, `/desk/two-factor?done=${decision}`);
});

interface Refused {
  errors?: FieldError[];
  asking?: FieldError[];
}

const DONE = ["asked", "granted", "refused"];

async function draw(req: Request, res: Response, { errors = [], asking = [] }: Refused): Promise<void> {
  const viewer = viewerOf(req);
  const { done } = req.query;
  const resets = await openResets();
  const offices = await Promise.all(
    resets.map(async ({ organisation }) => (organisation ? organisationOf(organisation) : null)),
  );
  res.status(errors.length + asking.length > 0 ? 422 : 200).render("accounts/two-factor-resets", {
    title: req.words.t("two-factor:reset.title"),
    breadcrumb: { items: [{ href: "/desk", text: req.words.t("common:nav.desk") }] },
    way: await wayToProve(viewer.id),
    resets: resets.map(({ _id, name, user, askedBy, askedAt, reason: why }, index) => ({
      id: _id,
      person: name,
      organisation: req.words.pick(offices[index]?.name ?? "", offices[index]?.nameEn),
      askedBy: askedBy.name,
      askedAt,
      reason: why,
      mine: askedBy.id === viewer.id || user === viewer.id,
    })),
    errors,
    asking,
    values: typed(req.body, ["identifier", "reason"]),
    done: typeof done === "string" && DONE.includes(done) ? req.words.t(`two-factor:reset.${done}`) : undefined,
  });
}
