import type { Gazetteer } from "../../../regions/gazetteer";
import type { RegionCode } from "../../../shared/ids";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { arcOf } from "./arcs";
import { MAP_HEIGHT, MAP_WIDTH, OUTLINED, placeOf } from "./outlines";
import { amountScale, PROGRESS_SCALE } from "./shades";

/** What the map shows of a county. */
export interface Mapped {
  code: RegionCode;
  name: string;
  valueFen: number;
  progress: number | null;
  helpers: readonly { code: RegionCode; name: string; present: boolean; valueFen: number }[];
}

export interface MapAsked {
  counties: readonly Mapped[];
  shade: "amount" | "progress";
  gazetteer: Gazetteer;
  words: Words;
}

/** The drawing: land, counties by shade, bows from helpers, labels; and its legend. */
export function mapView({ counties, shade, gazetteer, words }: MapAsked) {
  const names = new Names(gazetteer, words);
  const scale = shade === "amount" ? amountScale(counties.map(({ valueFen }) => valueFen)) : PROGRESS_SCALE;
  const drawn = new Set<string>(counties.map(({ code }) => code));
  return {
    width: MAP_WIDTH,
    height: MAP_HEIGHT,
    byAmount: shade === "amount",
    land: OUTLINED.filter((code) => !drawn.has(code)).map((code) => ({ path: placeOf(code)?.path })),
    counties: counties.map((county) => {
      const { path, x = 0, y = 0 } = placeOf(county.code) ?? {};
      const value = shade === "amount" ? county.valueFen : county.progress;
      const { code, name, valueFen, progress } = county;
      return {
        code,
        name,
        path,
        x,
        y,
        // Whole yuan: a label is for finding the county, the fen stand in the table.
        labelFen: Math.round(valueFen / 100) * 100,
        progress,
        shade: scale.shadeOf(value),
        alone: county.helpers.length === 0,
      };
    }),
    arcs: arcs(counties),
    helpers: helperPoints(counties, names),
    legend: legend(scale.starts, shade),
    hasAlone: counties.some(({ helpers }) => helpers.length === 0),
    hasBlank: shade === "progress" && counties.some(({ progress }) => progress === null),
  };
}

function arcs(counties: readonly Mapped[]) {
  const links = counties.flatMap((county) => county.helpers.map((helper) => ({ county, helper })));
  const largest = Math.max(1, ...links.map(({ helper }) => helper.valueFen));
  return links.flatMap(({ county, helper }) => {
    const arc = arcOf(helper.code, county.code, helper.valueFen / largest);
    if (!arc) return [];
    return [{ ...arc, from: helper.name, to: county.name, valueFen: helper.valueFen, past: !helper.present }];
  });
}

/** West of this, a helper's name stands to the left of its point: the districts of the inner city lie close together. */
const MIDDLE = 250;
/** 璧山 would write over 高新区 beside it. */
const LOWERED = new Set<string>(["500120"]);

/** Where every letter counts: Liangjiang, High-tech Zone, Wansheng. */
const onMap = (name: string): string => name.replace(/^Chongqing | New Area$| Economic Zone$/, "");

function helperPoints(counties: readonly Mapped[], names: Names) {
  const codes = [...new Set(counties.flatMap(({ helpers }) => helpers.map(({ code }) => code)))];
  return codes.flatMap((code) => {
    const place = placeOf(code);
    if (!place) return [];
    const west = place.x < MIDDLE;
    const { x, y } = place;
    const textY = y + (LOWERED.has(code) ? 16 : 4);
    return [{ name: onMap(names.short(code)), x, y, textX: west ? x - 7 : x + 7, textY, west, zone: !place.path }];
  });
}

/** Where each step begins and ends; the last has no end. */
const legend = (starts: readonly number[], shade: "amount" | "progress") =>
  starts.map((from, index) => ({
    shade: index + 1,
    from,
    to: starts[index + 1] ?? null,
    byAmount: shade === "amount",
    first: index === 0,
  }));
