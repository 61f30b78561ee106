package org.assay.cli.demo;

import static org.assay.attestation.AttestationType.ASSAY;
import static org.assay.attestation.AttestationType.CUSTODY_RECEIPT;
import static org.assay.attestation.AttestationType.CUSTODY_TRANSFER;
import static org.assay.attestation.AttestationType.ESG_CONFORMITY;
import static org.assay.attestation.AttestationType.LOT_ORIGIN;
import static org.assay.attestation.AttestationType.TRANSFORMATION;
import static org.assay.attestation.Mineral.COBALT;
import static org.assay.attestation.Mineral.MANGANESE;
import static org.assay.attestation.Mineral.NICKEL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.Accreditation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Charter;
import org.assay.attestation.IdentityAnchor;
import org.assay.attestation.Mineral;
import org.assay.attestation.RegisterType;
import org.assay.attestation.jws.GeneralJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;

/**
 * Seven governments, and those whom they let speak: who may say what, of which country and mineral.
 * Every name is invented, and every key is new each time.
 */
final class Coalition {
  /** How many of the seven it takes to change the charter. */
  static final int THRESHOLD = 5;

  static final String NAME = "Critical Minerals Coalition (demonstration)";

  private static final long REGISTERED = 180;
  private static final long ACCREDITED = 170;
  private static final long TERM = 365;

  // The members: how each signs is its own choice.
  final Participant congo =
      Participant.withKey(
          "mines.cd.example", "Mines Registry of the DR Congo", "CD", SignatureAlgorithm.ED25519);
  final Participant indonesia =
      Participant.withKey(
          "minerals.id.example",
          "Mineral Trade Directorate of Indonesia",
          "ID",
          SignatureAlgorithm.ES256);
  final Participant australia =
      Participant.withKey(
          "registry.au.example",
          "Minerals Register of Australia",
          "AU",
          SignatureAlgorithm.ML_DSA_65);
  final Participant finland =
      Participant.withKey(
          "rawmaterials.fi.example",
          "Raw Materials Authority of Finland",
          "FI",
          SignatureAlgorithm.ES384);
  final Participant japan;
  final Participant korea =
      Participant.withKey(
          "supply.kr.example",
          "Supply Chain Office of the Republic of Korea",
          "KR",
          SignatureAlgorithm.ES256);
  final Participant canada =
      Participant.withKey(
          "minerals.ca.example", "Minerals Desk of Canada", "CA", SignatureAlgorithm.ED25519);

  // Those who mine, make and trade.
  final Participant kolwezi = company("mwangaza-cobalt.cd.example", "Mwangaza Cobalt", "CD");
  final Participant likasi = company("tujenge.cd.example", "Tujenge Cooperative", "CD");
  final Participant hydromet = company("nguvu-hydromet.cd.example", "Nguvu Hydromet", "CD");
  final Participant morowali =
      company("nusantara-laterit.id.example", "PT Nusantara Laterit", "ID");
  final Participant redgum = company("redgum.au.example", "Redgum Manganese", "AU");
  final Participant revontuli = company("revontuli.fi.example", "Revontuli Refining", "FI");
  final Participant tsubaki = company("tsubaki-nickel.jp.example", "Tsubaki Nickel", "JP");
  final Participant minato = company("minato-metals.jp.example", "Minato Metals Trading", "JP");
  final Participant haneul = company("haneul.kr.example", "Haneul Cathode Materials", "KR");
  final Participant bada = company("bada-chemicals.kr.example", "Bada Cobalt Chemicals", "KR");
  final Participant tamarack = company("tamarack-cells.ca.example", "Tamarack Cells", "CA");

  // Those who measure, audit, and say who may.
  final Participant kivuli = company("kivuli-lab.cd.example", "Kivuli Laboratory", "CD");
  final Participant uji = company("uji-mineral.id.example", "Laboratorium Uji Mineral", "ID");
  final Participant banksia = company("banksia-lab.au.example", "Banksia Laboratories", "AU");
  final Participant tunturi = company("tunturi-lab.fi.example", "Tunturi Analytics", "FI");
  final Participant sakura = company("sakura-assay.jp.example", "Sakura Assay Office", "JP");
  final Participant namsan = company("namsan-lab.kr.example", "Namsan Analysis Centre", "KR");
  final Participant meridian = company("meridian.fi.example", "Meridian Assurance", "FI");
  final Participant accreditor =
      company("accreditation.au.example", "Southern Accreditation Board", "AU");

  private final Timeline timeline;
  private final Scribe scribe;

  Coalition(Timeline timeline) {
    this.timeline = timeline;
    this.scribe = new Scribe(timeline);
    this.japan =
        Participant.withCertificates(
            "resources.jp.example", "Resource Security Agency of Japan", "JP", timeline);
  }

  private static Participant company(String domain, String name, String country) {
    return Participant.withKey(domain, name, country, SignatureAlgorithm.ED25519);
  }

  /** The founders, in the order of the charter. */
  List<Participant> members() {
    return List.of(congo, indonesia, australia, finland, japan, korea, canada);
  }

  /** The others, each with the member that registers it. */
  Map<Participant, Participant> registrars() {
    Map<Participant, Participant> registrars = new LinkedHashMap<>();
    for (Participant party :
        List.of(
            kolwezi,
            likasi,
            hydromet,
            morowali,
            redgum,
            revontuli,
            tsubaki,
            minato,
            haneul,
            bada,
            tamarack,
            kivuli,
            uji,
            banksia,
            tunturi,
            sakura,
            namsan,
            meridian,
            accreditor)) {
      members().stream()
          .filter(member -> member.country().equals(party.country()))
          .forEach(member -> registrars.put(party, member));
    }
    return registrars;
  }

  /** The charter for a log, signed by all founders. */
  byte[] charter(String log) {
    Charter charter =
        new Charter(
            1,
            log,
            NAME,
            THRESHOLD,
            timeline.at(REGISTERED),
            members().stream()
                .map(
                    member ->
                        new Charter.Member(
                            member.did(),
                            member.name(),
                            Set.of(member.country()),
                            member.verificationMethods()))
                .toList());
    Map<KeyId, SigningKey> signers = new LinkedHashMap<>();
    members().forEach(member -> signers.put(member.keyId(), member.key()));
    return GeneralJws.sign(charter.toJson(), GeneralJws.CHARTER_TYP, signers);
  }

  /** Each member makes those of its country known. */
  List<Said> registrations() {
    List<Said> said = new ArrayList<>();
    registrars()
        .forEach(
            (party, member) ->
                said.add(scribe.say(member, "register " + party.did(), REGISTERED, anchor(party))));
    return said;
  }

  private static IdentityAnchor anchor(Participant party) {
    return new IdentityAnchor(
        party.did(),
        party.name(),
        party.did().value().replaceAll("\\W", "-"),
        "https://register."
            + party.country().value().toLowerCase(java.util.Locale.ROOT)
            + ".example",
        RegisterType.BUSINESS,
        party.country(),
        party.verificationMethods());
  }

  /** Each member says what those whom it lets speak may say of its country. */
  List<Said> accreditations() {
    Set<AttestationType> mine =
        Set.of(LOT_ORIGIN, TRANSFORMATION, CUSTODY_TRANSFER, CUSTODY_RECEIPT);
    Set<AttestationType> make = Set.of(TRANSFORMATION, CUSTODY_TRANSFER, CUSTODY_RECEIPT);
    Set<AttestationType> measure = Set.of(ASSAY);
    Set<AttestationType> audit = Set.of(ESG_CONFORMITY);
    Set<Mineral> all = Set.of(COBALT, NICKEL, MANGANESE);
    return List.of(
        accredit(congo, kolwezi, mine, Set.of(COBALT)),
        accredit(congo, likasi, mine, Set.of(COBALT)),
        accredit(congo, hydromet, make, Set.of(COBALT)),
        accredit(congo, kivuli, measure, Set.of(COBALT)),
        accredit(congo, meridian, audit, Set.of(COBALT)),
        accredit(indonesia, morowali, mine, Set.of(NICKEL)),
        accredit(indonesia, uji, measure, Set.of(NICKEL)),
        accredit(indonesia, meridian, audit, Set.of(NICKEL)),
        accredit(finland, revontuli, make, Set.of(COBALT)),
        accredit(finland, tunturi, measure, Set.of(COBALT)),
        accredit(finland, meridian, audit, Set.of(COBALT)),
        accredit(japan, tsubaki, make, Set.of(COBALT, NICKEL)),
        accredit(japan, minato, make, Set.of(NICKEL)),
        accredit(japan, sakura, measure, Set.of(COBALT, NICKEL)),
        accredit(japan, meridian, audit, Set.of(COBALT, NICKEL)),
        accredit(korea, haneul, make, all),
        accredit(korea, bada, make, Set.of(COBALT)),
        accredit(korea, namsan, measure, all),
        accredit(korea, meridian, audit, all),
        accredit(canada, tamarack, Set.of(CUSTODY_RECEIPT), all),
        accredit(australia, redgum, mine, Set.of(MANGANESE)),
        // Australia leaves laboratories and auditors to a body that accredits them in its stead.
        accredit(australia, accreditor, Set.of(ASSAY, ESG_CONFORMITY), all, true),
        accredit(accreditor, banksia, measure, Set.of(MANGANESE)),
        accredit(accreditor, meridian, audit, Set.of(MANGANESE)));
  }

  private Said accredit(
      Participant by, Participant whom, Set<AttestationType> types, Set<Mineral> minerals) {
    return accredit(by, whom, types, minerals, false);
  }

  private Said accredit(
      Participant by,
      Participant whom,
      Set<AttestationType> types,
      Set<Mineral> minerals,
      boolean mayAccredit) {
    return scribe.sayUntil(
        by,
        "accredit " + whom.did(),
        ACCREDITED,
        TERM,
        new Accreditation(whom.did(), types, List.of(by.country()), minerals, mayAccredit));
  }
}
