package org.assay.cli.demo;

import static org.assay.attestation.Mineral.COBALT;
import static org.assay.attestation.Mineral.MANGANESE;
import static org.assay.attestation.Mineral.NICKEL;
import static org.assay.cli.demo.Lot.dry;
import static org.assay.cli.demo.Lot.percent;
import static org.assay.cli.demo.Lot.wet;

import org.assay.attestation.LotId;

/**
 * Every lot of the story. The masses and grades are such as the trade has them, and hang together:
 * what is recovered of each metal, step by step, stands behind each lot.
 */
final class Lots {
  private static final String COBALT_ORE_HS = "2605.00";
  private static final String HYDROXIDE_HS = "2822.00";
  private static final String OTHER_SULPHATE_HS = "2833.29";
  private static final String NICKEL_SULPHATE_HS = "2833.24";

  // Cobalt from the Democratic Republic of the Congo.

  /** 23.18 t of cobalt. */
  static final Lot KOLWEZI_ORE =
      Lot.of(
          "cd-kolwezi-2026-014",
          COBALT,
          "ore",
          COBALT_ORE_HS,
          wet("1200", "0.08"),
          percent("Co", "2.10"),
          percent("Ni", "0.03"),
          percent("Mn", "0.3"));

  /** 18.67 t of cobalt: 80.5 % of what was in the ore; the rest went to the tailings. */
  static final Lot KOLWEZI_HYDROXIDE =
      Lot.of(
          "cd-kolwezi-2026-014-h",
          COBALT,
          "hydroxide",
          HYDROXIDE_HS,
          wet("147.2", "0.58"),
          percent("Co", "30.2"),
          percent("Ni", "0.4"),
          percent("Mn", "3.1"));

  /** 11.67 t of cobalt: the part of it that goes to Finland. */
  static final Lot KOLWEZI_HYDROXIDE_A =
      Lot.of(
          "cd-kolwezi-2026-014-h-a",
          COBALT,
          "hydroxide",
          HYDROXIDE_HS,
          wet("92", "0.58"),
          percent("Co", "30.2"),
          percent("Ni", "0.4"),
          percent("Mn", "3.1"));

  /** 7.00 t of cobalt: the part of it that goes to Korea. */
  static final Lot KOLWEZI_HYDROXIDE_B =
      Lot.of(
          "cd-kolwezi-2026-014-h-b",
          COBALT,
          "hydroxide",
          HYDROXIDE_HS,
          wet("55.2", "0.58"),
          percent("Co", "30.2"),
          percent("Ni", "0.4"),
          percent("Mn", "3.1"));

  /** 11.49 t of cobalt: 98.5 % of the part that went to Finland. */
  static final Lot FINNISH_COBALT_SULPHATE =
      Lot.of(
          "fi-kokkola-2026-cs031",
          COBALT,
          "sulphate",
          OTHER_SULPHATE_HS,
          dry("55.8"),
          percent("Co", "20.6"),
          percent("Ni", "0.01"),
          percent("Mn", "0.001"));

  // Nickel, with cobalt, from Indonesia.

  /** 67.28 t of nickel and 8.78 t of cobalt. */
  static final Lot MOROWALI_LATERITE =
      Lot.of(
          "id-morowali-2026-112",
          NICKEL,
          "laterite-ore",
          "2604.00",
          wet("9000", "0.35"),
          percent("Ni", "1.15"),
          percent("Co", "0.15"),
          percent("Mn", "0.8"));

  /** 62.51 t of nickel (92.9 %) and 7.73 t of cobalt (88.1 %). */
  static final Lot MOROWALI_MHP =
      Lot.of(
          "id-morowali-2026-112-mhp",
          NICKEL,
          "mixed-hydroxide",
          "7501.20",
          wet("358", "0.55"),
          percent("Ni", "38.8"),
          percent("Co", "4.8"),
          percent("Mn", "6.5"));

  /** 61.49 t of nickel: 98.4 %. */
  static final Lot JAPANESE_NICKEL_SULPHATE =
      Lot.of(
          "jp-niihama-2026-ns077",
          NICKEL,
          "sulphate",
          NICKEL_SULPHATE_HS,
          dry("277"),
          percent("Ni", "22.2"),
          percent("Co", "0.002"),
          percent("Mn", "0.001"));

  /** 7.56 t of cobalt: 97.8 %. */
  static final Lot JAPANESE_COBALT_SULPHATE =
      Lot.of(
          "jp-niihama-2026-cs019",
          COBALT,
          "sulphate",
          OTHER_SULPHATE_HS,
          dry("36.9"),
          percent("Co", "20.5"),
          percent("Ni", "0.01"),
          percent("Mn", "0.001"));

  /** The part of the nickel sulphate that goes to Korea. */
  static final Lot NICKEL_SULPHATE_A =
      Lot.of(
          "jp-niihama-2026-ns077-a",
          NICKEL,
          "sulphate",
          NICKEL_SULPHATE_HS,
          dry("240"),
          percent("Ni", "22.2"),
          percent("Co", "0.002"),
          percent("Mn", "0.001"));

  /** The part of it that goes to a trader in Kobe. */
  static final Lot NICKEL_SULPHATE_B =
      Lot.of(
          "jp-niihama-2026-ns077-b",
          NICKEL,
          "sulphate",
          NICKEL_SULPHATE_HS,
          dry("37"),
          percent("Ni", "22.2"),
          percent("Co", "0.002"),
          percent("Mn", "0.001"));

  // Manganese from Australia.

  /** 18.55 t of manganese. */
  static final Lot PILBARA_ORE =
      Lot.of(
          "au-pilbara-2026-008",
          MANGANESE,
          "ore",
          "2602.00",
          wet("42", "0.04"),
          percent("Mn", "46"),
          percent("Co", "0.02"),
          percent("Ni", "0.03"));

  /** 16.64 t of manganese: 89.7 %. */
  static final Lot MANGANESE_SULPHATE =
      Lot.of(
          "au-kwinana-2026-ms005",
          MANGANESE,
          "sulphate",
          OTHER_SULPHATE_HS,
          dry("52"),
          percent("Mn", "32"),
          percent("Co", "0.001"),
          percent("Ni", "0.002"));

  // The three together, in Korea.

  /** 19.06 t of cobalt, from two continents. */
  static final Lot COBALT_BLEND =
      Lot.of(
          "kr-pohang-2026-cb012",
          COBALT,
          "sulphate",
          OTHER_SULPHATE_HS,
          dry("92.7"),
          percent("Co", "20.56"),
          percent("Ni", "0.01"),
          percent("Mn", "0.001"));

  /** 52.75 t of nickel, 17.65 t of cobalt and 16.45 t of manganese: 99 % of each, an NMC 622. */
  static final Lot PRECURSOR =
      Lot.of(
          "kr-pohang-2026-p622-041",
          NICKEL,
          "cathode-precursor",
          "2853.90",
          dry("137.8"),
          percent("Ni", "38.28"),
          percent("Co", "12.81"),
          percent("Mn", "11.94"));

  // What does not hold.

  /** 10.66 t of cobalt, out of 7.00 t. */
  static final Lot LAUNDERED_SULPHATE =
      Lot.of(
          "kr-incheon-2026-cs009",
          COBALT,
          "sulphate",
          OTHER_SULPHATE_HS,
          dry("52"),
          percent("Co", "20.5"));

  /** 5.02 t of cobalt, if it was there: its mine's key was in other hands. */
  static final Lot LIKASI_ORE =
      Lot.of(
          "cd-likasi-2026-007",
          COBALT,
          "ore",
          COBALT_ORE_HS,
          wet("300", "0.07"),
          percent("Co", "1.80"));

  /** 4.03 t of cobalt: 80.3 %. */
  static final Lot LIKASI_HYDROXIDE =
      Lot.of(
          "cd-likasi-2026-007-h",
          COBALT,
          "hydroxide",
          HYDROXIDE_HS,
          wet("32", "0.58"),
          percent("Co", "30.0"));

  /** Nickel sulphate of which the trader knows no more than its name. */
  static final LotId NOBODYS_SULPHATE = Lot.id("ph-surigao-2026-ns003");

  /** The trader's blend of sulphate from Japan and of {@link #NOBODYS_SULPHATE}. */
  static final Lot KOBE_BLEND =
      Lot.of(
          "jp-kobe-2026-b006",
          NICKEL,
          "sulphate",
          NICKEL_SULPHATE_HS,
          dry("57"),
          percent("Ni", "22.1"));

  /** What the precursor maker says it made of cobalt sulphate that it had used up before. */
  static final Lot SECOND_BLEND =
      Lot.of(
          "kr-pohang-2026-cb013",
          COBALT,
          "sulphate",
          OTHER_SULPHATE_HS,
          dry("55.8"),
          percent("Co", "20.6"));

  private Lots() {}
}
