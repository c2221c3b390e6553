import type { Router } from "express";
import type { ApiRouter } from "../../shared/api";
import { agreementPages } from "./agreements/agreement-routes";
import { agreementsApi } from "./api/agreements-api";
import { changesApi } from "./api/changes-api";
import { recordApi } from "./api/record-api";
import { changePages } from "./changes/change-routes";
import { managePages } from "./manage-routes";
import { recordPages } from "./record/record-routes";

/** The official side of the partnerships. */
export const partnershipPages: Router[] = [managePages, agreementPages, changePages, recordPages];
export const partnershipApis: ApiRouter[] = [agreementsApi, changesApi, recordApi];
