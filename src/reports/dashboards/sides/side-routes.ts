import { type RequestHandler, Router } from "express";
import { OFFICIALS } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { notFound } from "../../../shared/errors";
import type { RegionCode } from "../../../shared/ids";
import { now } from "../../../shared/time";
import { allow, hasRole, type Viewer, viewerOf } from "../../../shared/viewer";
import { countyView } from "../county/county-view";
import { helperView } from "../helper/helper-view";
import { institutionView } from "./institution-view";
import { readSideFilter } from "./side-query";

/** The year of one county and of one helper, as its officials need it. */
export const sideDashboardPages = Router();

const exact: RequestHandler = (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
};

/** Everybody's own: the city's whole, a county's or a helper's side. */
sideDashboardPages.get("/dashboards", allow(...OFFICIALS), (req, res) => {
  const viewer = viewerOf(req);
  if (hasRole(viewer, "city_official", "admin")) return res.redirect(303, "/dashboards/city");
  const region = viewer.organisation?.region;
  if (!region) throw notFound();
  return res.redirect(303, `/dashboards/${hasRole(viewer, "county_official") ? "counties" : "helpers"}/${region}`);
});

sideDashboardPages.get("/dashboards/counties/:code", allow(...OFFICIALS), exact, async (req, res) => {
  const [at, viewer, book] = [now(), viewerOf(req), await gazetteer()];
  const partnership = book.partnershipOf(String(req.params.code));
  if (!partnership || !answersFor(viewer, "county_official", partnership.county)) throw notFound();
  const filter = await readSideFilter(req.query, at);
  const page = { partnership, filter, viewer, at, gazetteer: book, words: req.words };
  res.render("dashboards/county", await countyView(page));
});

sideDashboardPages.get("/dashboards/helpers/:code", allow(...OFFICIALS), exact, async (req, res) => {
  const [at, viewer, book] = [now(), viewerOf(req), await gazetteer()];
  const helper = book.find(String(req.params.code));
  if (!helper?.helper || !answersFor(viewer, "helper_official", helper._id)) throw notFound();
  const read = await readSideFilter(req.query, at);
  // Of a helper's own share everything counts for a partnership.
  const filter = { ...read, basis: read.basis === "all" ? undefined : read.basis };
  const page = { helper: helper._id, filter, viewer, at, gazetteer: book, words: req.words };
  res.render("dashboards/helper", await helperView(page));
});

sideDashboardPages.get("/dashboards/:side/:code/institutions/:id", allow(...OFFICIALS), exact, async (req, res) => {
  const { side, code, id } = req.params as Record<string, string>;
  const [at, viewer, book] = [now(), viewerOf(req), await gazetteer()];
  const region = book.find(String(code));
  const county = side === "counties" && region?.receiving;
  const helper = side === "helpers" && region?.helper;
  if (!region || !(county || helper)) throw notFound();
  if (!answersFor(viewer, county ? "county_official" : "helper_official", region._id)) throw notFound();
  const filter = await readSideFilter(req.query, at);
  const asked = { id: String(id), region: region._id, county: Boolean(county), cursor: req.query.cursor };
  res.render(
    "dashboards/institution",
    await institutionView({ ...asked, filter, at, gazetteer: book, words: req.words, viewer }),
  );
});

/** The city looks at every side, an official at the own one alone; the others are not there for them. */
const answersFor = (viewer: Viewer, role: "county_official" | "helper_official", region: RegionCode): boolean =>
  hasRole(viewer, "city_official", "admin") || (hasRole(viewer, role) && viewer.organisation?.region === region);
