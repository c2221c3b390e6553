import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { proofFields, proveAgain, wayToProve } from "../../accounts/two-factor/prove-again";
import type { Till } from "../../payments/checkout/open-payment";
import { type FieldError, invalidField, Refusal } from "../../shared/errors";
import { attempt, type FormResult, read } from "../../shared/form";
import { log } from "../../shared/log";
import { now } from "../../shared/time";
import { viewerOf } from "../../shared/viewer";
import { settlementByNumber } from "../pages/settlement";
import { makeBankFile } from "../paying/make-bank-file";
import { payByTransfer } from "../paying/transfers";
import { clerkOf, clerksOnly, textsOf } from "./clerk";
import { deskView } from "./desk-view";

/** Which of the desk's two forms was refused, and with what. */
interface Refused {
  form: "bank" | "transfer";
  chosen: readonly string[];
  errors: FieldError[];
}

/** The desk, and the two doors through which money leaves it: whoever sits there shows once more who it is. */
export function payPages({ provider }: Till): Router {
  const router = Router();
  router.use("/desk/settlements", clerksOnly);

  router.get("/desk/settlements", async (req, res) => draw(req, res));

  router.post("/desk/settlements/files", async (req, res) => {
    const chosen = await proven(req);
    if (!chosen.ok) return draw(req, res, refused(req, "bank", chosen.errors));
    const file = await makeBankFile(chosen.value, clerkOf(req), now());
    res.redirect(303, `/desk/settlements/files/${file.number}`);
  });

  router.post("/desk/settlements/transfers", async (req, res) => {
    const chosen = await proven(req);
    if (!chosen.ok) return draw(req, res, refused(req, "transfer", chosen.errors));
    let sent = 0;
    for (const number of chosen.value)
      await payByTransfer(await settlementByNumber(number), clerkOf(req), provider, now()).then(
        () => sent++,
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
          log.info({ number, code: error.code }, "not sent by transfer");
        },
      );
    res.redirect(303, `/desk/settlements?done=${sent > 0 ? "sent" : "refused"}&count=${sent}`);
  });

  return router;
}

const chosenIn = (req: Request): string[] => textsOf(req.body?.settlement);

/** The settlements chosen, once the clerk has shown who it is. A code is not used up by a form in which nothing is chosen. */
async function proven(req: Request): Promise<FormResult<string[]>> {
  const { password, code } = (req.body ?? {}) as Record<string, unknown>;
  const proof = read(z.object(proofFields), { password: password || undefined, code: code || undefined });
  if (!proof.ok) return proof;
  return attempt(async () => {
    const chosen = chosenIn(req);
    if (chosen.length === 0) throw invalidField("settlement", "choose_one");
    await proveAgain(viewerOf(req), proof.value, now());
    return chosen;
  });
}

const refused = (req: Request, form: Refused["form"], errors: FieldError[]): Refused => ({
  form,
  chosen: chosenIn(req),
  errors,
});

async function draw(req: Request, res: Response, problem?: Refused): Promise<void> {
  const { words } = req;
  const done = textsOf(req.query.done)[0];
  const { byBank, byTransfer, ...desk } = await deskView(words);
  const rowsOf = (form: Refused["form"], rows: typeof byBank) =>
    rows.map((row) => ({ ...row, chosen: problem?.form !== form || problem.chosen.includes(row.number) }));
  // The two forms ask the same: the one that was refused has the plain names, to which its summary of errors leads.
  const formOf = (form: Refused["form"]) =>
    problem?.form === form
      ? { list: "settlement", proof: null, errors: problem.errors }
      : { list: `${form}-list`, proof: `${form}-proof`, errors: [] };
  res.status(problem ? 422 : 200).render("settlements/desk", {
    title: words.t("settlements:desk.title"),
    crumbs: [{ href: "/desk", text: words.t("desk:title") }],
    asOf: now(),
    ...desk,
    byBank: rowsOf("bank", byBank),
    byTransfer: rowsOf("transfer", byTransfer),
    bankForm: formOf("bank"),
    transferForm: formOf("transfer"),
    way: await wayToProve(viewerOf(req).id),
    labels: {
      code: words.t("two-factor:prove.code"),
      password: words.t("two-factor:prove.password"),
    },
    done: done && /^(closed|sent|refused|nothing)$/.test(done) ? done : null,
    count: Number(/^\d{1,4}$/.exec(String(req.query.count ?? ""))?.[0] ?? 0),
  });
}
