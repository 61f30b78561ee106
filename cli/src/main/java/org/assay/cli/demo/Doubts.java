package org.assay.cli.demo;

import static org.assay.attestation.Mineral.COBALT;
import static org.assay.cli.demo.Events.facility;
import static org.assay.cli.demo.Events.residue;
import static org.assay.cli.demo.Lot.percent;

import java.util.List;
import org.assay.attestation.Facility;
import org.assay.attestation.MiningScale;
import org.assay.attestation.Revocation;
import org.assay.attestation.RevocationReason;
import org.assay.attestation.Transformation;

/** What goes wrong beside the chain that holds: each in a way that a buyer has to know of. */
final class Doubts {
  private final Coalition coalition;
  private final Timeline timeline;

  Doubts(Coalition coalition, Timeline timeline) {
    this.coalition = coalition;
    this.timeline = timeline;
  }

  /** A refiner sells cobalt that cannot come from what it bought: 10.66 t out of 7.00 t. */
  Chapter laundering() {
    Facility works = facility("kr-incheon-works", "Incheon cobalt works", coalition.bada);
    Events events = new Events(timeline);
    events.exported(
        Lots.KOLWEZI_HYDROXIDE_B,
        coalition.congo,
        coalition.kolwezi,
        coalition.bada,
        100,
        62,
        List.of("CD"),
        List.of("CD", "ZM", "TZ", "KR"));
    events.made(
        coalition.bada,
        works,
        "refining",
        List.of(Lots.KOLWEZI_HYDROXIDE_B.whole()),
        List.of(Lots.LAUNDERED_SULPHATE),
        List.of(),
        55,
        48);
    events.assayed(Lots.LAUNDERED_SULPHATE, coalition.namsan, 47);
    return new Chapter("A refiner in Incheon sells more cobalt than it bought", events.said());
  }

  /** A mine's key turns out to have been in other hands before it signed. */
  Chapter stolenKey() {
    Facility pits = facility("cd-likasi-pits", "Likasi pits", coalition.likasi);
    Facility plant = facility("cd-likasi-plant", "Likasi hydromet plant", coalition.hydromet);
    Events events = new Events(timeline);
    events.audited(pits, coalition.meridian, "mining", 90, COBALT);
    events.mined(Lots.LIKASI_ORE, coalition.likasi, pits, MiningScale.ARTISANAL, 22, 15);
    events.handedOver(Lots.LIKASI_ORE, coalition.likasi, coalition.hydromet, 13, 13);
    events.made(
        coalition.hydromet,
        plant,
        "leaching",
        List.of(Lots.LIKASI_ORE.whole()),
        List.of(Lots.LIKASI_HYDROXIDE),
        residue("leach-tailings", "266", percent("Co", "0.37")),
        12,
        8);
    events.add(
        new Scribe(timeline)
            .say(
                coalition.congo,
                "revoke " + coalition.likasi.keyId(),
                1,
                new Revocation(
                    new Revocation.KeyTarget(coalition.likasi.keyId()),
                    RevocationReason.KEY_COMPROMISE,
                    timeline.at(16),
                    "The cooperative's signing laptop was stolen; it found out two weeks later.")));
    return new Chapter("A mine in Likasi finds out that its key was stolen", events.said());
  }

  /** A trader blends in a lot of which nobody says where it comes from. */
  Chapter missingOrigin() {
    Facility warehouse = facility("jp-kobe-warehouse", "Kobe warehouse", coalition.minato);
    Events events = new Events(timeline);
    events.handedOver(Lots.NICKEL_SULPHATE_B, coalition.tsubaki, coalition.minato, 73, 72);
    events.made(
        coalition.minato,
        warehouse,
        "blend",
        List.of(
            Lots.NICKEL_SULPHATE_B.whole(),
            new Transformation.Input(Lots.NOBODYS_SULPHATE, Lot.dry("20"))),
        List.of(Lots.KOBE_BLEND),
        List.of(),
        60,
        59);
    return new Chapter("A trader in Kobe blends in a lot without a history", events.said());
  }

  /** The precursor maker uses cobalt sulphate again that is all in its blend already. */
  Said secondUse(Facility pohang) {
    return new Events(timeline)
        .making(
            coalition.haneul,
            pohang,
            "blend",
            List.of(Lots.FINNISH_COBALT_SULPHATE.whole()),
            List.of(Lots.SECOND_BLEND),
            List.of(),
            5,
            4);
  }
}
