import drawing from "./outlines.json";

/** Chongqing's districts and counties as a drawing; where it comes from and what it does not say is in SOURCE.md. */
export interface Place {
  /** The outline as an SVG path; undefined for a functional zone, which is a point. */
  path?: string;
  x: number;
  y: number;
}

export const MAP_WIDTH = drawing.width;
export const MAP_HEIGHT = drawing.height;

const PLACES: ReadonlyMap<string, Place> = new Map(
  Object.entries({ ...drawing.outlines, ...drawing.points } as Record<string, { path?: string; at: number[] }>).map(
    ([
      code,
      {
        path,
        at: [x = 0, y = 0],
      },
    ]) => [code, { ...(path && { path }), x, y }],
  ),
);

export const placeOf = (code: string): Place | undefined => PLACES.get(code);

/** Everything with an outline. */
export const OUTLINED: readonly string[] = Object.keys(drawing.outlines);
