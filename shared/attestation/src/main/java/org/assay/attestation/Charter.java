package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assay.attestation.Rejection.Violation;
import org.assay.attestation.jws.VerificationMethod;

/**
 * The founding document of a coalition: its members, the countries they speak for, and their keys.
 * Who has to have signed it is not looked at here: version 1 every member, a later one at least
 * {@code threshold} members of the version before.
 *
 * @param version 1 for the first, and one more for each that replaces it
 * @param log the origin of the log that it governs
 * @param name what people call the coalition
 * @param threshold how many members it takes to replace the charter, from 1 to all of them
 * @param validFrom since when it holds, kept to the millisecond
 * @param members 2 to {@value #MAX_MEMBERS}, each DID once, each country with one member at most
 */
public record Charter(
    int version, String log, String name, int threshold, Instant validFrom, List<Member> members) {
  /** The most members. */
  public static final int MAX_MEMBERS = 64;

  /** The most bytes of a charter. */
  public static final int MAX_BYTES = 768 * 1024;

  /** The highest version. */
  public static final int MAX_VERSION = 1_000_000;

  private static final String TYPE = "Charter";

  // A line of a signed note (C2SP): no spaces, and no plus, which ends the name of a key.
  private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9._~:/-]{1,255}");

  /**
   * A member.
   *
   * @param did who it is
   * @param name what people call it
   * @param countries the countries whose authority it is, at least one
   * @param verificationMethod its keys, 1 to {@value IdentityAnchor#MAX_METHODS}
   */
  public record Member(
      Did did,
      String name,
      Set<CountryCode> countries,
      List<VerificationMethod> verificationMethod) {
    public Member {
      requireNonNull(did);
      Invariants.text(name, 256, "/name");
      Invariants.size(countries, 1, 256, "/countries");
      countries = Collections.unmodifiableSet(new TreeSet<>(countries));
      verificationMethod = List.copyOf(verificationMethod);
      VerificationMethods.require(did, verificationMethod);
    }

    private static Member read(JsonFields in) throws RejectedException {
      Did did = in.did("did");
      String name = in.text("name");
      Set<CountryCode> countries = new TreeSet<>(in.values("countries", CountryCode::new));
      List<VerificationMethod> methods = VerificationMethods.read(in, did);
      return in.build(() -> new Member(did, name, countries, methods));
    }
  }

  /**
   * @throws InvalidValueException with {@code charter-invalid} if members share a DID or a country,
   *     or a number is out of range
   */
  public Charter {
    requireCharter(version >= 1 && version <= MAX_VERSION, "/version", "must be 1 to 1000000");
    requireCharter(
        ORIGIN.matcher(log).matches(),
        "/log",
        "must be an origin of 1 to 255 letters, digits and . _ ~ : / -");
    Invariants.text(name, 256, "/name");
    validFrom = Invariants.instant(validFrom, "/validFrom");
    members = List.copyOf(members);
    requireCharter(
        members.size() >= 2 && members.size() <= MAX_MEMBERS,
        "/members",
        "must be 2 to " + MAX_MEMBERS + " members");
    requireCharter(
        threshold >= 1 && threshold <= members.size(),
        "/threshold",
        "must be 1 to the number of members, " + members.size());
    Invariants.noRepeats(
        members.stream().map(Member::did).toList(),
        Reason.CHARTER_INVALID,
        "/members",
        "/did",
        "member");
    Set<CountryCode> claimed = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      for (CountryCode country : members.get(i).countries()) {
        requireCharter(
            claimed.add(country),
            "/members/" + i + "/countries",
            country + " is claimed by more than one member");
      }
    }
  }

  private static void requireCharter(boolean holds, String pointer, String detail) {
    Invariants.require(holds, Reason.CHARTER_INVALID, pointer, detail);
  }

  /** The member with the DID. */
  public Optional<Member> member(Did did) {
    return members.stream().filter(member -> member.did().equals(did)).findFirst();
  }

  /** The member that speaks for the country. */
  public Optional<Member> memberFor(CountryCode country) {
    return members.stream().filter(member -> member.countries().contains(country)).findFirst();
  }

  /**
   * Reads the payload of a charter.
   *
   * @param payload UTF-8, at most {@value #MAX_BYTES} bytes
   * @throws RejectedException with {@code statement-too-large}, {@code payload-not-json} or {@code
   *     charter-invalid}
   */
  public static Charter parse(byte[] payload) throws RejectedException {
    JsonNode document = StrictJson.readObject(payload, MAX_BYTES);
    StrictJson.requireModest(document, Reason.CHARTER_INVALID);
    List<Violation> violations = Schemas.violations(TYPE, document);
    if (!violations.isEmpty()) {
      throw Rejection.of(Reason.CHARTER_INVALID, violations.get(0).message())
          .at(violations.get(0).pointer())
          .remedy("the schema is " + Schemas.id(TYPE))
          .violations(violations)
          .toException();
    }
    try {
      return read(new JsonFields(document, ""));
    } catch (RejectedException e) {
      Rejection cause = e.rejection();
      throw new Rejection(
              Reason.CHARTER_INVALID,
              cause.detail(),
              cause.pointer(),
              cause.remedy(),
              cause.violations())
          .toException();
    }
  }

  private static Charter read(JsonFields in) throws RejectedException {
    int version = in.node("version").intValue();
    String log = in.text("log");
    String name = in.text("name");
    int threshold = in.node("threshold").intValue();
    Instant validFrom = in.instant("validFrom");
    List<Member> members = new ArrayList<>();
    for (JsonFields member : in.objects("members")) {
      members.add(Member.read(member));
    }
    return in.build(() -> new Charter(version, log, name, threshold, validFrom, members));
  }

  /** The payload to sign; {@link #parse} reads it back as an equal charter. */
  public byte[] toJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("type", TYPE).put("version", version).put("log", log).put("name", name);
    out.put("threshold", threshold).put("validFrom", validFrom.toString());
    ArrayNode list = out.putArray("members");
    for (Member member : members) {
      ObjectNode entry =
          list.addObject().put("did", member.did().value()).put("name", member.name());
      ArrayNode codes = entry.putArray("countries");
      member.countries().forEach(country -> codes.add(country.value()));
      ArrayNode methods = entry.putArray(VerificationMethods.MEMBER);
      member.verificationMethod().forEach(method -> methods.add(method.toJson()));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
