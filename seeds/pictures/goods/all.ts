import type { Pictures } from "../pen/page";
import { bambooPictures } from "./craft/bamboo";
import { handPictures } from "./craft/hands";
import { loomPictures } from "./craft/loom";
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
import { condimentPictures } from "./pantry/condiments";
import { grainPictures } from "./pantry/grains";
import { jarPictures } from "./pantry/jars";
import { noodlePictures } from "./pantry/noodles";
import { snackPictures } from "./pantry/snacks";
import { meatPictures } from "./table/meat";
import { poultryPictures } from "./table/poultry";
import { tofuPictures } from "./table/tofu";

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
  ...tofuPictures,
  ...condimentPictures,
  ...grainPictures,
  ...jarPictures,
  ...noodlePictures,
  ...snackPictures,
  ...bambooPictures,
  ...handPictures,
  ...loomPictures,
};
