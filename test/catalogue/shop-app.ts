import path from "node:path";
import express, { type Express } from "express";
import { catalogueApi } from "../../src/catalogue/catalogue-api";
import { cataloguePages } from "../../src/catalogue/shop/shop-routes";
import { sellersApi } from "../../src/sellers/seller-api";
import { readConfig } from "../../src/shared/config";
import { answerError, nothingHere } from "../../src/web/errors";
import { speakTheReadersLanguage } from "../../src/web/language";
import { nameRequest } from "../../src/web/request";
import { setUpViews } from "../../src/web/views";
import { initWords } from "../../src/web/words";

const root = path.resolve(__dirname, "../..");

/** The market's own doors, without sessions, carts and payments. */
export async function shopApp(): Promise<Express> {
  const config = readConfig({ NODE_ENV: "test", MONGODB_URI: "mongodb://unused", PUBLIC_URL: "http://market.test" });
  const app = express();
  const words = await initWords(root);
  app.set("public url", config.publicUrl).set("query parser", "simple");
  setUpViews(app, root);
  app.use(nameRequest, speakTheReadersLanguage(words, config), express.urlencoded({ extended: false }), express.json());
  app.use("/assets", express.static(path.join(root, "public")));
  app.use((req, res, next) => {
    Object.assign(res.locals, {
      csrf: "",
      cartCount: 0,
      path: req.path,
      demo: true,
      language: req.words.language,
      words: req.words,
    });
    next();
  });
  app.use("/api/v1", catalogueApi.router, sellersApi.router);
  app.use(cataloguePages, nothingHere, answerError);
  return app;
}
