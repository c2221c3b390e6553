import { Router } from "express";
import { casePages } from "./case-routes";
import { editorPages } from "./editor-routes";
import { importPages } from "./import-routes";
import { listPages } from "./list-routes";

/** Declarations, for those who declare and those who confirm. */
export const declarationPages: Router = Router();
declarationPages.use(listPages, importPages, editorPages, casePages);
