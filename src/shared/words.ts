/**
 * The two languages. Chinese is the product's own, English its equal; a field stored in both is picked by the reader's.
 * The texts themselves are in locales/<language>/<room>.json and are reached as "room:key".
 */
export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Words {
  language: Language;
  /** The text of a key such as "orders:state.paid", with its {{parameters}} filled in. */
  t(key: string, params?: Record<string, unknown>): string;
  /** One of the two wordings stored with a thing. */
  pick(chinese: string, english: string | null | undefined): string;
}

declare global {
  namespace Express {
    interface Request {
      words: Words;
    }
  }
}

let spoken: ((language: Language) => Words) | undefined;

/** For what is said unasked, outside any request: told once at start-up. */
export const useWords = (of: (language: Language) => Words): void => {
  spoken = of;
};

export function wordsIn(language: Language): Words {
  if (!spoken) throw new Error("nobody has told the words");
  return spoken(language);
}
