import { Router } from "express";
import { certificatePages } from "./pages/certificate-routes";
import { deedPages } from "./pages/deed-routes";
import { editorPages } from "./pages/editor-routes";
import { shelfListPages } from "./pages/list-routes";
import { previewPages } from "./pages/preview-routes";
import { draftPictures } from "./pictures/picture-routes";

/** Every page on which a producer keeps the shop's goods. */
export const shelfPages: Router = Router().use(
  draftPictures,
  shelfListPages,
  previewPages,
  certificatePages,
  deedPages,
  editorPages,
);
