import { readSealed } from "../../../credits/statements/sealed";
import type { Statement } from "../../../credits/statements/statement";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";

export type NameOf = (code: string) => string;

/** Names of places on a statement: those of its sealing where it is sealed, for a later renaming does not touch it. */
export function namesFor(statement: Statement | null, gazetteer: Gazetteer, words: Words): NameOf {
  const today = new Names(gazetteer, words);
  if (!statement?.sealed) return (code) => today.full(code);
  const { regions, county } = readSealed(statement.sealed.json);
  const kept = new Map([...regions, county].map((region) => [region.code, words.pick(region.name, region.nameEn)]));
  return (code) => kept.get(code) ?? today.full(code);
}
