import express from "express";
import { notFound } from "../../shared/errors";
import { now } from "../../shared/time";
import { allow } from "../../shared/viewer";
import { type Mail, MailModel } from "./mail";

/** Letters that did not leave, for the platform's people: to be sent again, or let be. */
export const mailPages = express.Router();

mailPages.use("/desk/letters", allow("admin"), (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});

mailPages.get("/desk/letters", async (req, res) => {
  const failed = (await MailModel.find({ state: "failed" }).sort({ at: -1 }).limit(100).lean()) as Mail[];
  res.render("accounts/letters", {
    title: req.words.t("accounts:letters.title"),
    waiting: await MailModel.countDocuments({ state: { $in: ["waiting", "sending"] } }),
    letters: failed.map(({ _id, letter, kind, to, problem, tries, at }) => ({
      action: `/desk/letters/${encodeURIComponent(_id)}`,
      what: letter === "notice" ? kind : req.words.t(`accounts:letters.about.${letter}`),
      to: masked(to),
      unknown: problem === "unknown",
      reason: problem,
      tries,
      at,
    })),
  });
});

mailPages.post("/desk/letters/:id/renewal", async (req, res) => {
  await change(String(req.params.id), { state: "waiting", tries: 0, nextAt: now(), problem: null });
  res.redirect(303, "/desk/letters");
});

mailPages.post("/desk/letters/:id/end", async (req, res) => {
  await change(String(req.params.id), { state: "dropped", endedAt: now() });
  res.redirect(303, "/desk/letters");
});

async function change(_id: string, to: Partial<Mail>): Promise<void> {
  const { matchedCount } = await MailModel.updateOne({ _id, state: "failed" }, { $set: to });
  if (matchedCount === 0) throw notFound();
}

/** "zh…@example.cn": enough to tell which mail server it is about. */
const masked = (address: string): string => address.replace(/^(.{0,2})[^@]*/, "$1…");
