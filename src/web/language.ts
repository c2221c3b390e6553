import type { RequestHandler } from "express";
import type { Config } from "../shared/config";
import { cookieOf, cookieOptions } from "../shared/cookies";
import { LANGUAGES, type Language, type Words } from "../shared/words";

const isLanguage = (text: unknown): text is Language => LANGUAGES.includes(text as Language);

/**
 * Chinese unless the reader chose otherwise (`?lang=en`, remembered) or the browser asks for English alone.
 * A choice is answered with the same address without it, so that addresses do not multiply.
 */
export function speakTheReadersLanguage(words: (language: Language) => Words, config: Config): RequestHandler {
  return (req, res, next) => {
    const kept = cookieOf(req, "lang");
    const asked = req.query.lang;
    req.words = words(isLanguage(kept) ? kept : req.acceptsLanguages("zh-CN", "zh", "en") === "en" ? "en" : "zh-CN");
    Object.assign(res.locals, { words: req.words, language: req.words.language, url: req.originalUrl });
    if (req.method !== "GET" || !isLanguage(asked) || req.path.startsWith("/api/")) return next();
    res.cookie("lang", asked, cookieOptions(config.production));
    const rest = new URLSearchParams(
      Object.entries(req.query).filter(([key]) => key !== "lang") as [string, string][],
    ).toString();
    res.redirect(303, `${req.baseUrl}${localPath(req.path)}${rest ? `?${rest}` : ""}`);
  };
}

/** "//elsewhere" would leave the site. */
const localPath = (path: string): string => `/${path.replace(/^[/\\]+/, "")}`;
