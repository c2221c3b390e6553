import type { Language } from "../../shared/words";

/** One bar of a chart: an amount and the words under it. */
export interface Point {
  label: string;
  valueFen: number;
  href?: string;
  current?: boolean;
}

export interface Bar extends Point {
  /** Geometry in percent of the drawing, which is stretched while its letters are not. */
  x: string;
  width: string;
  middle: string;
  y: string;
  height: string;
  valueY: string;
  valueText: string;
  /** The largest bar and the current one keep their value where there is no room for all. */
  marked: boolean;
}

export interface Bars {
  bars: Bar[];
  baseline: string;
  /** Which unit the values above the bars are in: a key of common:unit. */
  unit: "yuan" | "tenThousand" | "thousand";
}

/** Room kept above the highest bar for its value, and below the lowest, in percent. */
const HEADROOM = 12;
const GAP = 0.44;

/** Lays out vertical bars over one baseline; negative amounts hang below it. */
export function bars(points: readonly Point[], language: Language): Bars {
  const values = points.map((point) => point.valueFen);
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const span = top - bottom || 1;
  const foot = bottom < 0 ? HEADROOM : 0;
  const yOf = (value: number): number => HEADROOM + ((top - value) / span) * (100 - HEADROOM - foot);
  const unit = unitOf(Math.max(top, -bottom), language);
  const decimals = unit === "yuan" || Math.max(top, -bottom) >= 1000 * FEN_IN[unit] ? 0 : 1;
  const slot = 100 / Math.max(1, points.length);
  return {
    baseline: percent(yOf(0)),
    unit,
    bars: points.map((point, index) => {
      const [high, low] = [yOf(Math.max(0, point.valueFen)), yOf(Math.min(0, point.valueFen))];
      return {
        ...point,
        x: percent(slot * (index + GAP / 2)),
        width: percent(slot * (1 - GAP)),
        middle: percent(slot * (index + 0.5)),
        y: percent(high),
        height: percent(low - high),
        valueY: percent(point.valueFen < 0 ? low + 8 : high - 3),
        valueText: valueText(point.valueFen / FEN_IN[unit], decimals),
        marked: point.current === true || (point.valueFen === top && top > 0),
      };
    }),
  };
}

const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

/** A ratio as an SVG length that stays inside the drawing. */
export const clampPercent = (ratio: number | null | undefined): string =>
  percent(Math.min(1, Math.max(0, ratio ?? 0)) * 100);

const FEN_IN: Record<Bars["unit"], number> = { yuan: 100, thousand: 100_000, tenThousand: 1_000_000 };

function unitOf(largestFen: number, language: Language): Bars["unit"] {
  if (largestFen < FEN_IN.tenThousand) return "yuan";
  return language === "en" ? "thousand" : "tenThousand";
}

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const formats = {
  0: new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }),
  1: new Intl.NumberFormat("en-US", oneDecimal),
};

function valueText(amount: number, decimals: 0 | 1): string {
  if (amount === 0) return "0";
  const text = formats[decimals].format(Math.abs(amount));
  return amount < 0 ? `−${text}` : text;
}
