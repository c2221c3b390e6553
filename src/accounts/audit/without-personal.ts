/** Mobile numbers, identity cards, and runs of digits long enough to be an account; letters beside them make an id of ours. */
const PERSONAL =
  /(?<![\w-])(?:(?:\+?86[- ]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|(?:\d ?){10,20}[\dXx])(?![\w-])|[^\s@<>，。；：]+@[^\s@<>，。；：]+\.[a-z]{2,}/giu;

/** A typed text for a record that is kept for ever: what looks like somebody's number or address is blotted out. */
export const withoutPersonal = (text: string): string => text.normalize("NFC").replace(PERSONAL, "•••");
