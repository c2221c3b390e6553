import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { type FieldError, notFound } from "../../shared/errors";
import { line, read, typed, withoutEmpty } from "../../shared/form";
import { dayOf, now } from "../../shared/time";
import { bankFileByNumber } from "../paying/bank-file";
import { fetchBankFile } from "../paying/make-bank-file";
import { type MarkedLine, markExecuted, markedLines, markReturned } from "../paying/mark-lines";
import { sendFile } from "../statement/papers";
import { clerkOf, clerksOnly, textsOf } from "./clerk";
import { fileRow } from "./desk-view";

const FileNumber = z.string().regex(/^YH\d{6}-[0-9A-Z]{8}$/);
const day = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "day");
const ExecutedForm = z.object({ executedOn: day, reference: line(60), settlement: z.unknown().optional() });
const ReturnedForm = z.object({ reason: line(120, 2) });

/** A bank file: fetched, and marked as the bank's statement shows what became of it. */
export const bankFilePages: Router = Router();
bankFilePages.use("/desk/settlements/files", clerksOnly);

const numberOf = (req: Request): string => {
  const number = FileNumber.safeParse(req.params.number);
  if (!number.success) throw notFound();
  return number.data;
};

bankFilePages.get("/desk/settlements/files/:number.csv", async (req, res) => {
  const number = numberOf(req);
  const body = await fetchBankFile(number, clerkOf(req), now());
  sendFile(res, body, { name: `${number}.csv`, type: "text/csv; charset=utf-8" });
});

bankFilePages.get("/desk/settlements/files/:number", async (req, res) => draw(req, res, numberOf(req)));

bankFilePages.post("/desk/settlements/files/:number/executions", async (req, res) => {
  const number = numberOf(req);
  const form = read(ExecutedForm, withoutEmpty(req.body));
  if (!form.ok) return draw(req, res, number, { executed: form.errors });
  const { executedOn, reference } = form.value;
  if (executedOn > dayOf(now()))
    return draw(req, res, number, { executed: [{ field: "executedOn", code: "in_the_future" }] });
  const chosen = textsOf(req.body?.settlement);
  if (chosen.length === 0) return draw(req, res, number, { executed: [{ field: "settlement", code: "choose_one" }] });
  await markExecuted(number, { executedOn, reference, numbers: chosen }, clerkOf(req), now());
  res.redirect(303, `/desk/settlements/files/${number}`);
});

bankFilePages.post("/desk/settlements/files/:number/returns/:settlement", async (req, res) => {
  const number = numberOf(req);
  const form = read(ReturnedForm, withoutEmpty(req.body));
  const settlement = String(req.params.settlement);
  if (!form.ok) return draw(req, res, number, { returned: { settlement, errors: form.errors } });
  await markReturned(number, { number: settlement, reason: form.value.reason }, clerkOf(req), now());
  res.redirect(303, `/desk/settlements/files/${number}`);
});

interface Problems {
  executed?: FieldError[];
  returned?: { settlement: string; errors: FieldError[] };
}

async function draw(req: Request, res: Response, number: string, problems: Problems = {}): Promise<void> {
  const { words } = req;
  const file = await bankFileByNumber(number);
  const lines = await markedLines(file);
  const refused = problems.executed || problems.returned;
  res.status(refused ? 422 : 200).render("settlements/file", {
    title: `${words.t("settlements:file.title")} ${number}`,
    crumbs: [{ href: "/desk/settlements", text: words.t("settlements:desk.title") }],
    ...fileRow(file),
    hash: file.hash,
    fetched: file.fetched.length,
    lastFetched: file.fetched.at(-1)?.at ?? null,
    lines: lines.map((each) => ({
      ...lineView(each),
      state: words.t(`settlements:outcome.${each.outcome}`),
      errors: problems.returned?.settlement === each.number ? problems.returned.errors : [],
    })),
    waiting: lines.filter((each) => each.outcome === "under_way").length,
    today: dayOf(now()),
    values: { executedOn: dayOf(now()), ...typed(req.body, ["executedOn", "reference"]) },
    errors: problems.executed ?? [],
  });
}

const lineView = ({
  number,
  holder,
  bank,
  lastFour,
  amountFen,
  outcome,
  executedOn,
  reference,
  reason,
}: MarkedLine) => ({
  number,
  href: `/desk/settlements/${number}`,
  holder,
  bank: `${bank} **** ${lastFour}`,
  amountFen,
  underWay: outcome === "under_way",
  mayReturn: outcome === "under_way" || outcome === "paid",
  executedOn,
  reference,
  reason,
});
