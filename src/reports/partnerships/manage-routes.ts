import { Router } from "express";
import { OFFICIALS } from "../../credits/visible";
import {
  type AgreementVersion,
  AgreementVersionModel,
  agreementVersions,
} from "../../regions/agreements/agreement-version";
import { type PartnershipChange, PartnershipChangeModel } from "../../regions/changes/change";
import { gazetteer } from "../../regions/gazetteer";
import { type RecordFigure, RecordFigureModel } from "../../regions/record/figure";
import { dayOf, now, yearOf } from "../../shared/time";
import { allow, viewerOf } from "../../shared/viewer";
import { Names } from "../names";
import { wanWords } from "./amount";
import { partnershipWork } from "./desk";
import { goInside, insideOf } from "./inside";
import { manageView } from "./manage-view";

/** The official side of the partnerships: the list of those somebody answers for, and one page for each. */
export const managePages: Router = Router();
const officials = allow(...OFFICIALS);
const MOST = 200;

managePages.get("/desk/partnerships", officials, async (req, res) => {
  const [at, book, { words }] = [now(), await gazetteer(), req];
  const viewer = viewerOf(req);
  const own = insideOf(viewer, book, at);
  const names = new Names(book, words);
  const year = yearOf(at);
  const waiting = (await AgreementVersionModel.find({ state: "proposed" }, { partnership: 1 }).lean()) as Pick<
    AgreementVersion,
    "partnership"
  >[];
  const open = (await PartnershipChangeModel.find({ open: true }, { partnership: 1 }).lean()) as Pick<
    PartnershipChange,
    "partnership"
  >[];
  const count = (all: { partnership: string }[], id: string): number =>
    all.filter((each) => each.partnership === id).length;
  res.set("Cache-Control", "no-store").render("partnerships/list", {
    title: words.t("partnerships:list.title"),
    year,
    work: await partnershipWork(viewer, book, { at, words }),
    partnerships: own.map((partnership) => {
      const agreement = book.agreement(partnership._id, year);
      return {
        href: `/partnerships/${partnership._id}/manage`,
        county: names.full(partnership.county),
        helpers: names.helpers(partnership, dayOf(at)),
        wan: agreement ? wanWords(agreement.targetFen, words) : null,
        demo: agreement?.demo ?? false,
        waiting: count(waiting, partnership._id) + count(open, partnership._id),
      };
    }),
  });
});

managePages.get("/partnerships/:id/manage", officials, async (req, res) => {
  const at = now();
  const inside = await goInside(viewerOf(req), String(req.params.id), at);
  const { _id: partnership } = inside.partnership;
  const changes = (await PartnershipChangeModel.find({ partnership })
    .sort({ at: -1 })
    .limit(MOST)
    .lean()) as PartnershipChange[];
  const figures = (await RecordFigureModel.find(
    { partnership, state: { $in: ["in_force", "proposed"] } },
    { year: 1, state: 1 },
  ).lean()) as RecordFigure[];
  const versions = await agreementVersions(partnership, inside.book.agreementsOf(partnership));
  const model = manageView({ inside, versions, changes, figures, at, words: req.words });
  res.set("Cache-Control", "no-store").render("partnerships/manage", model);
});
