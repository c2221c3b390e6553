import { Router } from "express";

/** Pages of words alone: the counting rules, privacy, what is real in the demonstration. */
export const infoPages: Router = Router();

for (const name of ["rules", "privacy", "demo"] as const)
  infoPages.get(`/${name}`, (req, res) => {
    res.render(`web/${name}`, { title: req.words.t(`${name}:title`), description: req.words.t(`${name}:lede`) });
  });
