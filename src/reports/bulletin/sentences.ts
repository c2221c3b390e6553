import { formatYuan } from "../../shared/money";
import { percentText as percent, tenths } from "../../shared/papers/ratio";
import type { Words } from "../../shared/words";
import type { Names } from "../names";
import { monthWord } from "../statements/pages/month-word";
import type { BulletinFigures } from "./figures";

/** The bulletin's sentences, made of its figures and of nothing else. */
export function sentencesOf(figures: BulletinFigures, names: Names, countyOf: (id: string) => string) {
  const { words } = names;
  const t = (key: string, params?: Record<string, unknown>) => tight(words.t(`bulletin:${key}`, params), words);
  return {
    title: t("title", { month: monthWord(figures.of, words) }),
    overall: [
      overall(figures, t, words),
      cumulative(figures, t, words),
      target(figures, t, words),
      others(figures, t, words),
      sealed(figures, t),
    ].filter(Boolean),
    pairs: t("pairs.lede", { count: figures.pairs.length, time: percent(figures.time) }),
    structure: (["byBasis", "byCategory", "byBuyer"] as const)
      .map((of) => structure(figures, of, { t, words }))
      .filter(Boolean),
    attention: attention(figures, { t, words, countyOf }),
    rule: t("rule.text"),
  };
}

/** Official letters set no blanks between digits and Chinese characters. */
const tight = (sentence: string, { language }: Words): string =>
  language === "en"
    ? sentence
    : sentence.replace(/(?<=[\u4e00-\u9fff“”]) (?=[\d¥])|(?<=[\d%]) (?=[\u4e00-\u9fff])/g, "");

/** Shares and changes are rounded, so that shares come to a hundred; what is reached of a target never is. */
const nearest = (ratio: number): string => `${tenths(ratio * 100)}%`;

type Say = (key: string, params?: Record<string, unknown>) => string;

/** 128.46 万元, as officials write it; exact yuan where that is shorter, and always in English. */
export function amountWord(fen: number, words: Words): string {
  if (words.language === "en") return `¥${formatYuan(fen)}`;
  if (fen === 0) return "0 元";
  if (Math.abs(fen) < 1_000_000) return `${formatYuan(fen)} 元`;
  return `${formatYuan(Math.round(fen / 10_000))} 万元`;
}

function overall(figures: BulletinFigures, t: Say, words: Words): string {
  const { month, before, yearBefore, of } = figures;
  const named = {
    month: monthWord(of, words),
    paid: amountWord(month.paidFen, words),
    recognised: amountWord(month.recognisedFen, words),
  };
  const parts = [
    t("overall.month", named),
    t("overall.before", { change: change(month.recognisedFen, before.recognisedFen, t) }),
  ];
  if (figures.knowsYearBefore)
    parts.push(t("overall.yearBefore", { change: change(month.recognisedFen, yearBefore.recognisedFen, t) }));
  return parts.join(t("joint")) + t("stop");
}

/** Up or down by so much of what it was; without anything before, there is nothing to compare with. */
export function change(now: number, then: number, t: Say): string {
  if (then <= 0) return t("change.none");
  if (now === then) return t("change.same");
  return t(now > then ? "change.up" : "change.down", { percent: nearest(Math.abs(now - then) / then) });
}

function cumulative({ of, total, totalYearBefore, knowsYearBefore }: BulletinFigures, t: Say, words: Words): string {
  const number = Number(of.slice(5));
  const until = words.pick(String(number), words.t(`common:month.${number}`));
  const said = t("overall.total", {
    until,
    paid: amountWord(total.paidFen, words),
    recognised: amountWord(total.recognisedFen, words),
  });
  if (!knowsYearBefore) return said + t("stop");
  return (
    [said, t("overall.totalBefore", { change: change(total.recognisedFen, totalYearBefore.recognisedFen, t) })].join(
      t("joint"),
    ) + t("stop")
  );
}

function target({ target: agreed, year }: BulletinFigures, t: Say, words: Words): string {
  if (!agreed) return t("overall.noTarget", { year });
  const points = tenths(Math.abs(agreed.progress - agreed.time) * 100);
  return t(agreed.progress >= agreed.time ? "overall.ahead" : "overall.behind", {
    count: agreed.count,
    year,
    target: amountWord(agreed.targetFen, words),
    progress: percent(agreed.progress),
    time: percent(agreed.time),
    points,
  });
}

const others = ({ others: { nonPairedFen, outOfScopeFen } }: BulletinFigures, t: Say, words: Words): string =>
  t("overall.others", { nonPaired: amountWord(nonPairedFen, words), outOfScope: amountWord(outOfScopeFen, words) });

function sealed({ sealed: { closed, open }, running }: BulletinFigures, t: Say): string {
  if (running) return t("sealed.running");
  if (open === 0) return t("sealed.all", { count: closed });
  return closed === 0 ? t("sealed.none") : t("sealed.some", { closed, open });
}

function structure(
  figures: BulletinFigures,
  of: "byBasis" | "byCategory" | "byBuyer",
  { t, words }: { t: Say; words: Words },
): string {
  const group = { byBasis: "basis", byCategory: "category", byBuyer: "buyerKind" }[of];
  const parts = figures[of]
    .filter((each) => each.share !== null)
    .map(({ key, recognisedFen, share }) =>
      t("structure.part", {
        name: words.t(`common:${group}.${key}`),
        amount: amountWord(recognisedFen, words),
        share: nearest(share ?? 0),
      }),
    );
  return parts.length === 0 ? "" : t(`structure.${of}`, { parts: parts.join(t("joint")) });
}

interface Saying {
  t: Say;
  words: Words;
  countyOf: (id: string) => string;
}

function attention(figures: BulletinFigures, { t, words, countyOf }: Saying): string[] {
  const { pairs, time, unsealed, recount, held } = figures;
  const list = (ids: readonly string[]) => ids.map(countyOf).join(t("comma"));
  const behind = pairs.filter((pair) => pair.progress !== null && pair.progress < time);
  const without = pairs.filter((pair) => pair.targetFen === null);
  return [
    behind.length > 0
      ? t("attention.behind", {
          count: behind.length,
          time: percent(time),
          names: behind
            .map((pair) => t("attention.one", { name: countyOf(pair.id), progress: percent(pair.progress ?? 0) }))
            .join(t("comma")),
        })
      : "",
    without.length > 0
      ? t("attention.noTarget", { count: without.length, names: list(without.map(({ id }) => id)) })
      : "",
    ...unsealedWords(unsealed, pairs.length, { t, words, countyOf }),
    recount && recount.differences > 0 ? t("attention.differences", { count: recount.differences }) : "",
    held.count > 0 ? t("attention.held", { count: held.count, amount: amountWord(held.fen, words) }) : "",
  ].filter(Boolean);
}

/** More months than a few are told in one sentence, by how many are open in each. */
function unsealedWords(months: BulletinFigures["unsealed"], all: number, saying: Saying): string[] {
  if (months.length <= 3) return months.map((each) => unsealedWord(each, all, saying));
  const { t, words } = saying;
  const named = months.map(({ month, pairs }) => {
    const number = String(Number(month.slice(5)));
    return t("attention.monthCount", {
      month: words.pick(number, words.t(`common:month.${number}`)),
      count: pairs.length,
    });
  });
  return [t("attention.months", { count: months.length, months: named.join(t("comma")) })];
}

/** The few are named; of many it is enough to know how many. */
const NAMED = 6;

function unsealedWord(
  { month, pairs }: BulletinFigures["unsealed"][number],
  all: number,
  { t, words, countyOf }: Saying,
): string {
  const said = { month: monthWord(month, words), count: pairs.length };
  if (pairs.length === all) return t("attention.allUnsealed", said);
  if (pairs.length > NAMED) return t("attention.manyUnsealed", said);
  return t("attention.unsealed", { ...said, names: pairs.map(countyOf).join(t("comma")) });
}
