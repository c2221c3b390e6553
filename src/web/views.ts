import { readdirSync } from "node:fs";
import path from "node:path";
import type { Express } from "express";
import { create } from "express-handlebars";
import { assetAddresses } from "./look/assets";
import { helpers } from "./look/helpers";

/**
 * Handlebars for the pages. Templates see own fields of plain objects alone, partials see only what they are given, and
 * every page finds `words`, `language`, `viewer`, `csrf`, `cartCount`, `path` and `demo` in res.locals.
 */
export function setUpViews(app: Express, root: string): void {
  const kept = process.env.NODE_ENV === "production" || process.env.VIEW_CACHE !== "0";
  const folder = path.join(root, "views");
  const views = create({
    extname: ".hbs",
    layoutsDir: path.join(folder, "layouts"),
    partialsDir: partialFolders(folder),
    defaultLayout: "main",
    helpers: helpers(assetAddresses(path.join(root, "public"), kept)),
    compilerOptions: { explicitPartialContext: true, preventIndent: true },
  });
  if (kept) readPartialsOnce(views);
  app.engine("hbs", refuseForeignLayouts(views.engine as Engine, path.join(folder, "layouts")));
  app.set("view engine", "hbs");
  app.set("views", folder);
  app.set("view cache", kept);
}

/** The rooms' own partials are named by their folder ("orders/line"), those of the look by themselves ("field"). */
const partialFolders = (folder: string): string[] => [
  path.join(folder, "partials"),
  ...readdirSync(path.join(folder, "look")).map((group) => path.join(folder, "look", group)),
];

/** The engine gathers its partials anew for every page, which costs more than drawing one. */
function readPartialsOnce(views: ReturnType<typeof create>): void {
  const read = views.getPartials.bind(views);
  let partials: ReturnType<typeof read> | undefined;
  views.getPartials = (options) => {
    partials ??= read(options);
    partials.catch(() => {
      partials = undefined;
    });
    return partials;
  };
}

type Engine = Parameters<Express["engine"]>[1];

/** The engine reads any file named as the layout of a page (GHSL-2021-018); ours knows its layouts by name. */
function refuseForeignLayouts(engine: Engine, folder: string): Engine {
  const known = new Set<unknown>(readdirSync(folder).map((name) => path.parse(name).name));
  return (file, options, callback) => {
    const { layout } = options as { layout?: unknown };
    if (layout === undefined || layout === false || known.has(layout)) return engine(file, options, callback);
    callback(new Error(`no such layout: ${String(layout)}`));
  };
}
