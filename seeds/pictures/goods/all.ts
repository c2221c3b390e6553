import type { Pictures } from "../pen/page";
import { bambooPictures } from "./craft/bamboo";
import { clothPictures } from "./craft/cloth";
import { handPictures } from "./craft/hands";
import { loomPictures } from "./craft/loom";
import { printPictures } from "./craft/prints";
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
import { bundlePictures } from "./pantry/bundles";
import { condimentPictures } from "./pantry/condiments";
import { grainPictures } from "./pantry/grains";
import { jarPictures } from "./pantry/jars";
import { noodlePictures } from "./pantry/noodles";
import { picklePictures } from "./pantry/pickles";
import { snackPictures } from "./pantry/snacks";
import { teaPictures } from "./pantry/teas";
import { gorgePictures } from "./places/gorges";
import { heightPictures } from "./places/heights";
import { hollowPictures } from "./places/hollows";
import { meadowPictures } from "./places/meadows";
import { riverPictures } from "./places/rivers";
import { templePictures } from "./places/temples";
import { wonderPictures } from "./places/wonders";
import { meatPictures } from "./table/meat";
import { poultryPictures } from "./table/poultry";
import { smokedPictures } from "./table/smoked";
import { tofuPictures } from "./table/tofu";

/** Every product picture by its product's slug. */
export const goods: Pictures = {
  ...bambooPictures,
  ...clothPictures,
  ...handPictures,
  ...loomPictures,
  ...printPictures,
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
  ...bundlePictures,
  ...condimentPictures,
  ...grainPictures,
  ...jarPictures,
  ...noodlePictures,
  ...picklePictures,
  ...snackPictures,
  ...teaPictures,
  ...gorgePictures,
  ...heightPictures,
  ...hollowPictures,
  ...meadowPictures,
  ...riverPictures,
  ...templePictures,
  ...wonderPictures,
  ...meatPictures,
  ...poultryPictures,
  ...smokedPictures,
  ...tofuPictures,
};
