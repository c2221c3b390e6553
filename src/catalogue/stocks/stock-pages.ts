import { Router } from "express";
import { exportPages } from "./exports/export-routes";
import { importPages } from "./imports/import-routes";
import { journalPages } from "./pages/journal-routes";
import { stockListPages } from "./pages/stock-routes";

/** The producer's stock: counting, journal, tables in and out. To be opened before the shelf, whose addresses name products. */
export const stockPages: Router = Router().use(stockListPages, journalPages, importPages, exportPages);
