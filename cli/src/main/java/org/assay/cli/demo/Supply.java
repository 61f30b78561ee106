package org.assay.cli.demo;

import static org.assay.attestation.Mineral.COBALT;
import static org.assay.attestation.Mineral.MANGANESE;
import static org.assay.attestation.Mineral.NICKEL;
import static org.assay.cli.demo.Events.facility;
import static org.assay.cli.demo.Events.residue;
import static org.assay.cli.demo.Lot.percent;

import java.util.List;
import org.assay.attestation.Facility;
import org.assay.attestation.MiningScale;

/** The chain that holds: from mines in three countries to a battery maker in a fourth. */
final class Supply {
  private final Coalition coalition;
  private final Timeline timeline;

  final Facility pohang;

  Supply(Coalition coalition, Timeline timeline) {
    this.coalition = coalition;
    this.timeline = timeline;
    this.pohang = facility("kr-pohang-precursor", "Pohang precursor plant", coalition.haneul);
  }

  /** Cobalt: ore and hydroxide in the DR Congo, sulphate in Finland. */
  Chapter cobalt() {
    Facility mine = facility("cd-kolwezi-mine", "Kolwezi East mine", coalition.kolwezi);
    Facility plant = facility("cd-kolwezi-plant", "Kolwezi leach plant", coalition.kolwezi);
    Facility refinery = facility("fi-kokkola-refinery", "Kokkola refinery", coalition.revontuli);
    Events events = new Events(timeline);
    events.audited(mine, coalition.meridian, "mining", 160, COBALT);
    events.audited(plant, coalition.meridian, "processing", 160, COBALT);
    events.audited(refinery, coalition.meridian, "refining", 155, COBALT);
    events.mined(Lots.KOLWEZI_ORE, coalition.kolwezi, mine, MiningScale.LARGE, 130, 118);
    events.assayed(Lots.KOLWEZI_ORE, coalition.kivuli, 117);
    events.made(
        coalition.kolwezi,
        plant,
        "leaching",
        List.of(Lots.KOLWEZI_ORE.whole()),
        List.of(Lots.KOLWEZI_HYDROXIDE),
        residue("leach-tailings", "1046", percent("Co", "0.43")),
        116,
        110);
    events.assayed(Lots.KOLWEZI_HYDROXIDE, coalition.kivuli, 108);
    events.made(
        coalition.kolwezi,
        plant,
        "split",
        List.of(Lots.KOLWEZI_HYDROXIDE.whole()),
        List.of(Lots.KOLWEZI_HYDROXIDE_A, Lots.KOLWEZI_HYDROXIDE_B),
        List.of(),
        107,
        107);
    events.exported(
        Lots.KOLWEZI_HYDROXIDE_A,
        coalition.congo,
        coalition.kolwezi,
        coalition.revontuli,
        104,
        66,
        List.of("CD"),
        List.of("CD", "ZM", "TZ", "FI"));
    events.made(
        coalition.revontuli,
        refinery,
        "refining",
        List.of(Lots.KOLWEZI_HYDROXIDE_A.whole()),
        List.of(Lots.FINNISH_COBALT_SULPHATE),
        residue("iron-manganese-residue", "6.4", percent("Co", "2.5")),
        63,
        57);
    events.assayed(Lots.FINNISH_COBALT_SULPHATE, coalition.tunturi, 56);
    events.exported(
        Lots.FINNISH_COBALT_SULPHATE,
        coalition.finland,
        coalition.revontuli,
        coalition.haneul,
        54,
        30,
        List.of("CD"),
        List.of("FI", "KR"));
    return new Chapter("Cobalt, from the DR Congo through Finland to Korea", events.said());
  }

  /** Nickel: laterite and mixed hydroxide in Indonesia, nickel and cobalt sulphate in Japan. */
  Chapter nickel() {
    Facility mine = facility("id-morowali-mine", "Morowali South mine", coalition.morowali);
    Facility plant = facility("id-morowali-hpal", "Morowali HPAL plant", coalition.morowali);
    Facility refinery = facility("jp-niihama-refinery", "Niihama refinery", coalition.tsubaki);
    Events events = new Events(timeline);
    events.audited(mine, coalition.meridian, "mining", 158, NICKEL);
    events.audited(plant, coalition.meridian, "processing", 158, NICKEL);
    events.audited(refinery, coalition.meridian, "refining", 150, NICKEL, COBALT);
    events.mined(Lots.MOROWALI_LATERITE, coalition.morowali, mine, MiningScale.LARGE, 125, 116);
    events.made(
        coalition.morowali,
        plant,
        "hpal",
        List.of(Lots.MOROWALI_LATERITE.whole()),
        List.of(Lots.MOROWALI_MHP),
        residue("neutralised-tailings", "5690", percent("Ni", "0.08"), percent("Co", "0.018")),
        114,
        106);
    events.assayed(Lots.MOROWALI_MHP, coalition.uji, 105);
    events.exported(
        Lots.MOROWALI_MHP,
        coalition.indonesia,
        coalition.morowali,
        coalition.tsubaki,
        102,
        90,
        List.of("ID"),
        List.of("ID", "JP"));
    events.made(
        coalition.tsubaki,
        refinery,
        "refining",
        List.of(Lots.MOROWALI_MHP.whole()),
        List.of(Lots.JAPANESE_NICKEL_SULPHATE, Lots.JAPANESE_COBALT_SULPHATE),
        residue("manganese-residue", "19", percent("Ni", "4"), percent("Co", "0.8")),
        86,
        76);
    events.assayed(Lots.JAPANESE_NICKEL_SULPHATE, coalition.sakura, 75);
    events.assayed(Lots.JAPANESE_COBALT_SULPHATE, coalition.sakura, 75);
    events.made(
        coalition.tsubaki,
        refinery,
        "split",
        List.of(Lots.JAPANESE_NICKEL_SULPHATE.whole()),
        List.of(Lots.NICKEL_SULPHATE_A, Lots.NICKEL_SULPHATE_B),
        List.of(),
        74,
        74);
    for (Lot lot : List.of(Lots.NICKEL_SULPHATE_A, Lots.JAPANESE_COBALT_SULPHATE)) {
      events.exported(
          lot,
          coalition.japan,
          coalition.tsubaki,
          coalition.haneul,
          70,
          66,
          List.of("ID"),
          List.of("JP", "KR"));
    }
    return new Chapter("Nickel and cobalt, from Indonesia through Japan to Korea", events.said());
  }

  /** Manganese: ore and sulphate in Australia. */
  Chapter manganese() {
    Facility mine = facility("au-pilbara-mine", "Pilbara manganese mine", coalition.redgum);
    Facility plant = facility("au-kwinana-plant", "Kwinana sulphate plant", coalition.redgum);
    Events events = new Events(timeline);
    events.audited(mine, coalition.meridian, "mining", 140, MANGANESE);
    events.audited(plant, coalition.meridian, "processing", 140, MANGANESE);
    events.mined(Lots.PILBARA_ORE, coalition.redgum, mine, MiningScale.LARGE, 120, 113);
    events.made(
        coalition.redgum,
        plant,
        "leaching",
        List.of(Lots.PILBARA_ORE.whole()),
        List.of(Lots.MANGANESE_SULPHATE),
        residue("leach-residue", "11", percent("Mn", "17.2")),
        108,
        100);
    events.assayed(Lots.MANGANESE_SULPHATE, coalition.banksia, 99);
    events.exported(
        Lots.MANGANESE_SULPHATE,
        coalition.australia,
        coalition.redgum,
        coalition.haneul,
        96,
        72,
        List.of("AU"),
        List.of("AU", "KR"));
    return new Chapter("Manganese, from Australia to Korea", events.said());
  }

  /** All three become a cathode precursor in Korea, which goes to Canada. */
  Chapter precursor() {
    Events events = new Events(timeline);
    events.audited(pohang, coalition.meridian, "processing", 145, COBALT, NICKEL, MANGANESE);
    events.made(
        coalition.haneul,
        pohang,
        "blend",
        List.of(Lots.FINNISH_COBALT_SULPHATE.whole(), Lots.JAPANESE_COBALT_SULPHATE.whole()),
        List.of(Lots.COBALT_BLEND),
        List.of(),
        28,
        27);
    events.made(
        coalition.haneul,
        pohang,
        "precipitation",
        List.of(
            Lots.NICKEL_SULPHATE_A.whole(),
            Lots.COBALT_BLEND.part("86.7"),
            Lots.MANGANESE_SULPHATE.whole()),
        List.of(Lots.PRECURSOR),
        List.of(),
        26,
        21);
    events.assayed(Lots.PRECURSOR, coalition.namsan, 20);
    events.exported(
        Lots.PRECURSOR,
        coalition.korea,
        coalition.haneul,
        coalition.tamarack,
        17,
        3,
        List.of("CD", "ID", "AU"),
        List.of("KR", "CA"));
    return new Chapter("A cathode precursor, from Korea to Canada", events.said());
  }
}
