import { Router } from "express";

/** Declarations, for those who declare and those who confirm. */
export const declarationPages: Router = Router();
