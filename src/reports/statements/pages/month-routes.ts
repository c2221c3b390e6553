import { type Request, type RequestHandler, type Response, Router } from "express";
import type { z } from "zod";
import { proveAgain, wayToProve } from "../../../accounts/two-factor/prove-again";
import { close } from "../../../credits/statements/close";
import { propose } from "../../../credits/statements/propose";
import { askReopening, refuseReopening, reopen } from "../../../credits/statements/reopen";
import { sign } from "../../../credits/statements/sign";
import { heldLines } from "../../../orders/signals/held-lines";
import { gazetteer } from "../../../regions/gazetteer";
import { type FieldError, notFound, Refusal } from "../../../shared/errors";
import { attempt, type FormResult, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { print } from "../papers/print";
import { ProofForm, ReasonForm, SignForm } from "./deed-forms";
import { lateLines } from "./late-lines";
import { monthView } from "./month-view";
import { type SeenMonth, seenMonth } from "./seen";

/** A partnership's month: read by everybody once it is closed, made by those whose month it is. */
export const monthPages: Router = Router();
const MONTH = "/partnerships/:id/statements/:month";
const signers = allow("county_official", "helper_official", "city_official");
const city = allow("city_official");

const asked = (req: Request) => {
  const { id, month } = req.params;
  const version = /^[1-9]\d{0,3}$/.test(String(req.query.version)) ? Number(req.query.version) : undefined;
  return { id: String(id), month: String(month), version };
};

monthPages.get(MONTH, async (req, res) => {
  const seen = await seenMonth(req.viewer, asked(req), now());
  const done = DONE.find((each) => each === req.query.done);
  await draw(req, res, { seen, done: done ? req.words.t(`statements:done.${done}`) : null });
});

const DONE = ["proposal", "signatures", "closing", "reopening", "reopening/agreement", "reopening/end"];

interface Drawn {
  seen: SeenMonth;
  done?: string | null;
  refused?: { deed: string; errors: FieldError[]; reason: string } | null;
  /** The hash of the figures the viewer had read when they moved. */
  readHash?: string;
}

async function draw(
  req: Request,
  res: Response,
  { seen, done = null, refused = null, readHash }: Drawn,
): Promise<void> {
  const { viewer, words } = req;
  const [at, book] = [now(), await gazetteer()];
  const before = readHash ? seen.current?.earlier?.findLast((each) => each.figuresHash === readHash) : undefined;
  const model = monthView({
    ...{ seen, viewer, at, words, done, refused },
    way: viewer && seen.inside && seen.acts ? await wayToProve(viewer.id) : null,
    read: before?.figures ?? null,
    late: await lateLines(seen, { viewer, at, gazetteer: book, words }),
    held: seen.inside ? await heldLines(seen.partnership._id, seen.month, seen.month) : null,
    gazetteer: book,
  });
  res.set("Cache-Control", "no-store").render("statements/month", { ...model, changed: readHash !== undefined });
}

interface Deed<T extends z.ZodType> {
  deed: string;
  form: T;
  guard: RequestHandler;
  /** Done after the viewer has shown again who they are. */
  act(req: Request, seen: SeenMonth, value: z.output<T>): Promise<unknown>;
  /** Without a proof: what can be done over. */
  plain?: boolean;
}

/** A deed on a month: its form is drawn again with what was wrong, or with what moved meanwhile. */
function onDeed<T extends typeof ProofForm | typeof SignForm | typeof ReasonForm>({
  deed,
  form,
  guard,
  act,
  plain,
}: Deed<T>): void {
  monthPages.post(`${MONTH}/${deed}`, guard, async (req, res) => {
    const seen = await seenMonth(req.viewer, asked(req), now());
    if (!seen.inside) throw notFound();
    if (!seen.acts) throw new Refusal("FORBIDDEN");
    const body = withoutEmpty(req.body);
    const readHash = String(body.figuresHash ?? "");
    if (readHash && seen.current?.state === "proposed" && readHash !== seen.current.figuresHash)
      return draw(req, res.status(409), { seen, readHash });
    const given = read(form, body) as FormResult<z.output<T>>;
    const result = given.ok
      ? await attempt(async () => {
          if (!plain) await proveAgain(viewerOf(req), given.value, now());
          await act(req, seen, given.value);
        })
      : given;
    if (result.ok) return res.redirect(303, `${pathOf(req)}?done=${encodeURIComponent(deed)}`);
    const reason = typed(req.body, ["reason"]).reason ?? "";
    await draw(req, res.status(422), { seen, refused: { deed, errors: result.errors, reason } });
  });
}

const pathOf = (req: Request): string => `/partnerships/${req.params.id}/statements/${req.params.month}`;
const which = ({ partnership, month }: SeenMonth) => ({ partnership: partnership._id, month });

onDeed({
  deed: "proposal",
  form: ProofForm,
  guard: signers,
  plain: true,
  act: (req, seen) => propose(seen.partnership._id, seen.month, now(), viewerOf(req)),
});
onDeed({
  deed: "signatures",
  form: SignForm,
  guard: signers,
  act: (req, seen, { figuresHash }) => sign({ ...which(seen), figuresHash }, viewerOf(req), now()),
});
onDeed({
  deed: "closing",
  form: ProofForm,
  guard: city,
  act: (req, seen) => close(which(seen), { by: viewerOf(req), print }, now()),
});
onDeed({
  deed: "reopening",
  form: ReasonForm,
  guard: city,
  act: (req, seen, { reason }) => askReopening(which(seen), reason, viewerOf(req), now()),
});
onDeed({
  deed: "reopening/agreement",
  form: ProofForm,
  guard: city,
  act: (req, seen) => reopen(which(seen), viewerOf(req), now()),
});
onDeed({
  deed: "reopening/end",
  form: ProofForm,
  guard: city,
  plain: true,
  act: (req, seen) => refuseReopening(which(seen), viewerOf(req), now()),
});
