import type { RequestHandler, Router } from "express";

/** The pieces of a route's address; null stands for any. */
type Shape = readonly (string | null)[];

/** Folders whose list stands somewhere else than on the page above them. */
const LISTS: Readonly<Record<string, string>> = {
  "/partnerships": "/contributions",
  "/partnerships/:id/agreements": "/partnerships/:id/manage#years",
  "/partnerships/:id/changes": "/partnerships/:id/manage#changes",
  "/partnerships/:id/record": "/partnerships/:id/manage#record",
  "/entries": "/contributions/entries",
  "/desk/refunds": "/desk/money",
  "/checkouts": "/orders",
  "/sellers": "/products",
};

/**
 * Whoever cuts an address by a piece comes to a folder that is no page itself, though pages are in it: they are led to the
 * page where what is in it is listed, else to the nearest page above. What no page begins with is passed on. Comes after
 * every page; whether the page above may be seen is that page's to say.
 */
export function leadUp(pages: readonly Router[]): RequestHandler {
  const shapes = pages.flatMap(shapesOf);
  return (req, res, next) => {
    const pieces = req.path.split("/").filter((piece) => piece !== "");
    const isFolder = shapes.some((shape) => shape.length > pieces.length && begins(shape, pieces));
    const above =
      isFolder && ["GET", "HEAD"].includes(req.method) ? (listOf(pieces) ?? pageAbove(pieces, shapes)) : undefined;
    if (above === undefined) next();
    else res.redirect(302, above);
  };
}

function listOf(pieces: readonly string[]): string | undefined {
  for (const [folder, list] of Object.entries(LISTS)) {
    const shape = shapeOf(folder);
    if (shape.length !== pieces.length || !begins(shape, pieces)) continue;
    return list.replace(":id", () => pieces[shape.indexOf(null)] ?? "");
  }
  return undefined;
}

function pageAbove(pieces: readonly string[], shapes: readonly Shape[]): string | undefined {
  for (let length = pieces.length - 1; length > 0; length--) {
    const above = pieces.slice(0, length);
    if (shapes.some((shape) => shape.length === length && begins(shape, above))) return `/${above.join("/")}`;
  }
  return undefined;
}

const begins = (shape: Shape, pieces: readonly string[]): boolean =>
  pieces.every((piece, index) => shape[index] === null || shape[index] === piece);

const shapeOf = (path: string): Shape =>
  path
    .split("/")
    .slice(1)
    .map((piece) => (piece.includes(":") ? null : piece));

/** Of every GET route of a router, those of the routers it uses included. */
function shapesOf(router: Router): Shape[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) return takesGet(route) ? [route.path].flat().map((path) => shapeOf(String(path))) : [];
    return "stack" in handle ? shapesOf(handle as unknown as Router) : [];
  });
}

const takesGet = (route: object): boolean => (route as { methods?: { get?: boolean } }).methods?.get === true;
