import type { Pictures } from "../pen/page";
import { citrusPictures } from "./fruit/citrus";
import { melonPictures } from "./fruit/melons";
import { orangePictures } from "./fruit/oranges";
import { orchardPictures } from "./fruit/orchard";
import { pomeloPictures } from "./fruit/pomelos";
import { flowerPictures } from "./garden/flowers";
import { hillPictures } from "./garden/hills";
import { mushroomPictures } from "./garden/mushrooms";
import { rootPictures } from "./garden/roots";
import { vegetablePictures } from "./garden/vegetables";
import { meatPictures } from "./table/meat";
import { poultryPictures } from "./table/poultry";

export const goods: Pictures = {
  ...citrusPictures,
  ...melonPictures,
  ...orangePictures,
  ...orchardPictures,
  ...pomeloPictures,
  ...flowerPictures,
  ...hillPictures,
  ...mushroomPictures,
  ...rootPictures,
  ...vegetablePictures,
  ...meatPictures,
  ...poultryPictures,
};
