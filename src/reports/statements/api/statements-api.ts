import { z } from "zod";
import { proofFields, proveAgain } from "../../../accounts/two-factor/prove-again";
import { close } from "../../../credits/statements/close";
import { propose } from "../../../credits/statements/propose";
import { lastSealed, newest, statementsOf } from "../../../credits/statements/reading/list";
import { askReopening, refuseReopening, reopen } from "../../../credits/statements/reopen";
import { sign } from "../../../credits/statements/sign";
import { visibleTo } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { ApiRouter } from "../../../shared/api";
import { notFound, Refusal } from "../../../shared/errors";
import { digits, query } from "../../../shared/form";
import { dayOf, month, monthsFrom, now, yearOf } from "../../../shared/time";
import type { Role, Viewer } from "../../../shared/viewer";
import { figuresHash, reason } from "../pages/deed-forms";
import { type SeenMonth, seenMonth } from "../pages/seen";
import { print } from "../papers/print";
import { StatementAnswer, StatementLine, statementAnswer, statementLine } from "./statement-answer";

const params = z.object({ id: z.string().max(40), month: z.string().max(7) });
const Proof = z.strictObject(proofFields);
const SIGNERS = ["county_official", "helper_official"] as const satisfies Role[];
const PROPOSERS = [...SIGNERS, "city_official"] as const satisfies Role[];
const CITY = ["city_official"] as const satisfies Role[];
const PATH = "/partnerships/{id}/statements/{month}";

const answerOf = (seen: SeenMonth) =>
  statementAnswer({
    partnershipId: seen.partnership._id,
    month: seen.month,
    statement: seen.statement,
    figures: seen.figures,
    inside: seen.inside,
  });

interface Asked {
  params: z.infer<typeof params>;
  viewer: Viewer | undefined;
}

/** One deed on a month, by an official whose month it is; answers what the month is afterwards. */
async function deed(
  { params: asked, viewer }: Asked,
  act: (
    which: { partnership: SeenMonth["partnership"]["_id"]; month: SeenMonth["month"] },
    viewer: Viewer,
  ) => Promise<unknown>,
) {
  const seen = await seenMonth(viewer, asked, now());
  if (!viewer || !seen.inside) throw notFound();
  if (!seen.acts) throw new Refusal("FORBIDDEN");
  await act({ partnership: seen.partnership._id, month: seen.month }, viewer);
  return answerOf(await seenMonth(viewer, asked, now()));
}

export const statementsApi = new ApiRouter("statements")
  .on(
    "get",
    "/partnerships/{id}/statements",
    {
      summary: "The months of a year: the closed ones, and all of them for the partnership's own officials",
      params: z.object({ id: z.string().max(40) }),
      query: query({ year: digits(2000, 2099).optional() }),
      answer: z.object({ items: z.array(StatementLine) }),
    },
    async ({ params: { id }, query: { year = yearOf(now()) }, viewer, res }) => {
      const book = await gazetteer();
      const { _id: partnership } = book.partnership(id);
      const span = { from: month(`${year}-01`), to: month(`${year}-12`) };
      const statements = await statementsOf(partnership, span);
      const inside = visibleTo(viewer, book, dayOf(now())).books.includes(partnership);
      res.set("Cache-Control", "no-store");
      const items = monthsFrom(span.from, span.to).flatMap((each) => {
        const statement = inside ? newest(statements, each) : lastSealed(statements, each);
        if (!statement) return [];
        const { paidFen, recognisedFen } = statement.figures;
        return [statementLine({ partnershipId: partnership, month: each, statement, paidFen, recognisedFen })];
      });
      return { items };
    },
  )
  .on(
    "get",
    PATH,
    {
      summary: "A partnership's month: its figures, who has signed, and its papers once it is closed",
      params,
      answer: StatementAnswer,
    },
    async ({ params: asked, viewer, res }) => {
      res.set("Cache-Control", "no-store");
      return answerOf(await seenMonth(viewer, asked, now()));
    },
  )
  .on(
    "post",
    `${PATH}/proposal`,
    { summary: "Propose a month that has ended", roles: PROPOSERS, params, answer: StatementAnswer },
    (asked) => deed(asked, ({ partnership, month: of }, viewer) => propose(partnership, of, now(), viewer)),
  )
  .on(
    "post",
    `${PATH}/signatures`,
    {
      summary: "Sign the figures one has read, by their hash; who signs shows again who they are",
      roles: SIGNERS,
      params,
      body: z.strictObject({ figuresHash, ...proofFields }),
      answer: StatementAnswer,
    },
    (asked) =>
      deed(asked, async (which, viewer) => {
        const { figuresHash: read, ...proof } = asked.body;
        await mustBeCurrent(which, read);
        await proveAgain(viewer, proof, now());
        await sign({ ...which, figuresHash: read }, viewer, now());
      }),
  )
  .on(
    "post",
    `${PATH}/closing`,
    {
      summary: "Close and seal a month everybody has signed",
      roles: CITY,
      params,
      body: Proof,
      answer: StatementAnswer,
    },
    (asked) =>
      deed(asked, async (which, viewer) => {
        await proveAgain(viewer, asked.body, now());
        await close(which, { by: viewer, print }, now());
      }),
  )
  .on(
    "post",
    `${PATH}/reopening`,
    {
      summary: "Ask for a closed month to be opened again",
      roles: CITY,
      params,
      body: z.strictObject({ reason, ...proofFields }),
      answer: StatementAnswer,
    },
    (asked) =>
      deed(asked, async (which, viewer) => {
        const { reason: why, ...proof } = asked.body;
        await proveAgain(viewer, proof, now());
        await askReopening(which, why, viewer, now());
      }),
  )
  .on(
    "post",
    `${PATH}/reopening/agreement`,
    {
      summary: "Agree, as the second person: a new version is proposed",
      roles: CITY,
      params,
      body: Proof,
      answer: StatementAnswer,
    },
    (asked) =>
      deed(asked, async (which, viewer) => {
        await proveAgain(viewer, asked.body, now());
        await reopen(which, viewer, now());
      }),
  )
  .on(
    "delete",
    `${PATH}/reopening`,
    {
      summary: "Take the request back, or refuse it: the month stays closed",
      roles: CITY,
      params,
      answer: StatementAnswer,
    },
    (asked) => deed(asked, (which, viewer) => refuseReopening(which, viewer, now())),
  );

/** Before anybody's code is used up for figures that cannot be signed any more. */
async function mustBeCurrent(
  which: { partnership: SeenMonth["partnership"]["_id"]; month: SeenMonth["month"] },
  read: string,
) {
  const statement = await propose(which.partnership, which.month, now());
  if (statement.state === "proposed" && statement.figuresHash !== read) throw new Refusal("STATEMENT_CHANGED");
}
