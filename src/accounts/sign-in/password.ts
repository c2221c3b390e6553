import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import type { FieldError } from "../../shared/errors";
import { COMMON_PASSWORDS } from "./common-passwords";

/** Argon2id, which is the library's default kind, with the memory and rounds OWASP asks for. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const MINIMUM = 8;
const MAXIMUM = 200;

/** Any characters; looked at by `weakness` where a password is chosen. Never trimmed, never cut. */
export const password = z.string().min(1).max(1000);

/** The same letter may be written as one character or as two, depending on the keyboard: both must open the door. */
const fold = (text: string): string => text.normalize("NFKC");

export const hashPassword = (chosen: string): Promise<string> => hash(fold(chosen), COST);

/** The hash of a random text nobody kept: an unknown name costs the same time as a wrong password. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$3K+s4ATmJnrPykcrtoOYdg$nD14XO/U12I/jpedkKtPgIQyMNsJCG3/3Jg1YvxzwDQ";

/** Whether `given` opens `stored`; with nothing stored it takes as long and is false. What is no hash at all opens to nobody. */
export async function passwordMatches(stored: string | undefined, given: string): Promise<boolean> {
  const right = await verify(stored ?? NOBODY, fold(given)).catch(() => false);
  return right && stored !== undefined;
}

/** What a password must not be made of: the name it belongs to, and the names of this market's places. */
export interface Surroundings {
  identifier: string;
  /** Names of regions in any script: 酉阳, youyang. */
  places: readonly string[];
}

/**
 * Why a password is too easily guessed, as a field's error; undefined when it will do. Length and lists only: rules about
 * capitals and signs make passwords worse, not better.
 */
export function weakness(chosen: string, { identifier, places }: Surroundings): Omit<FieldError, "field"> | undefined {
  const text = fold(chosen).toLowerCase();
  const length = [...text].length;
  if (length < MINIMUM) return { code: "too_short", params: { minimum: MINIMUM } };
  if (length > MAXIMUM) return { code: "too_long", params: { maximum: MAXIMUM } };
  if (namesItsOwner(text, identifier)) return { code: "password_names_you" };
  if (isCommon(text) || isPattern(text)) return { code: "password_common" };
  if (places.some((place) => core(text) === place.toLowerCase())) return { code: "password_place" };
  return undefined;
}

/** What is left without the digits and signs people put around a word: "Youyang2026!" is "youyang". */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

const withoutEnd = (text: string): string => text.replace(/[^\p{L}]+$/u, "");

/** "trustno12026" is "trustno1", though both end in digits. */
const withoutYear = (text: string): string => text.replace(/(?:19|20)\d\d\W*$/u, "");

const isCommon = (text: string): boolean =>
  [text, withoutYear(text), withoutEnd(text), core(text)].some((part) => COMMON_PASSWORDS.has(part));

/** One or two different characters, a run such as 12345678 or hgfedcba, or a date such as 19900501. */
function isPattern(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  if (new Set(codes).size <= 2) return true;
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  if (steps.size === 1) return true;
  return /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(text);
}

/** The whole identifier, or the part before its @ when that is long enough to mean something. */
function namesItsOwner(text: string, identifier: string): boolean {
  const local = identifier.split("@")[0] ?? "";
  return text.includes(identifier.toLowerCase()) || (local.length >= 4 && text.includes(local.toLowerCase()));
}
