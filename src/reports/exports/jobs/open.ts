import { gazetteer } from "../../../regions/gazetteer";
import { type AsOf, inSnapshot } from "../../../shared/db";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import type { Opened, Params } from "../kinds/kind";
import { KINDS, type KindName } from "../kinds/kinds";

export interface Asked {
  kind: KindName;
  params: Params;
  viewer: Viewer;
  words: Words;
}

/** Opens a question and does something with the answer, while its instant lasts: rows are read inside `use`. */
export const whileOpen = <T>(asked: Asked, at: Date, use: (opened: Opened) => Promise<T>): Promise<T> =>
  inSnapshot(async (asOf) => use(await openAsOf(asked, at, asOf)));

const openAsOf = async ({ kind, ...asked }: Asked, at: Date, asOf: AsOf): Promise<Opened> =>
  KINDS[kind].open({ ...asked, at, gazetteer: await gazetteer() }, asOf);
