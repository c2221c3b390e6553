import type { ErrorRequestHandler, Request, RequestHandler } from "express";
import { keepLanguage } from "../accounts/account";
import type { Config } from "../shared/config";
import { cookieOf, cookieOptions } from "../shared/cookies";
import { LANGUAGES, type Language, type Words } from "../shared/words";

const isLanguage = (text: unknown): text is Language => LANGUAGES.includes(text as Language);

/**
 * Chinese unless the reader chose otherwise (`?lang=en`, remembered) or the browser asks for English alone. What was chosen
 * counts from this very page on.
 */
export function speakTheReadersLanguage(words: (language: Language) => Words, config: Config): RequestHandler {
  return (req, res, next) => {
    const kept = cookieOf(req, "lang");
    const asked = chosenIn(req);
    if (asked) res.cookie("lang", asked, cookieOptions(config.production));
    const known = asked ?? (isLanguage(kept) ? kept : undefined);
    req.words = words(known ?? (req.acceptsLanguages("zh-CN", "zh", "en") === "en" ? "en" : "zh-CN"));
    Object.assign(res.locals, { words: req.words, language: req.words.language, url: req.originalUrl });
    next();
  };
}

/** What fails at a door that stands before all words, such as a picture that is not there, is refused in words as well. */
export const findWordsForErrors =
  (speak: RequestHandler): ErrorRequestHandler =>
  (error, req, res, next) => {
    if ("words" in req) next(error);
    else speak(req, res, () => next(error));
  };

/**
 * Stands where the viewer is known: keeps a choice with the person too, for their letters, and answers it with the same
 * address without it, so that addresses do not multiply.
 */
export const goOnInChosenLanguage: RequestHandler = async (req, res, next) => {
  const asked = chosenIn(req);
  if (!asked) return next();
  if (req.viewer && req.session) await keepLanguage(req.viewer.id, asked);
  const rest = new URLSearchParams(
    Object.entries(req.query).filter(([key]) => key !== "lang") as [string, string][],
  ).toString();
  res.redirect(303, `${req.baseUrl}${localPath(req.path)}${rest ? `?${rest}` : ""}`);
};

const chosenIn = (req: Request): Language | undefined => {
  const asked = req.query.lang;
  return req.method === "GET" && isLanguage(asked) && !req.path.startsWith("/api/") ? asked : undefined;
};

/** "//elsewhere" would leave the site. */
const localPath = (path: string): string => `/${path.replace(/^[/\\]+/, "")}`;
