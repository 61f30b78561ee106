package org.assay.traceability.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Accreditation;
import org.assay.attestation.Attestation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Charter;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Credential;
import org.assay.attestation.Did;
import org.assay.attestation.IdentityAnchor;
import org.assay.attestation.Mineral;
import org.assay.attestation.Policy;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.Revocation;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Ref;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.CharterStatement;

/**
 * Judges whether an issuer may say what it says: issuer × type × country × mineral × time. A member
 * of the charter speaks for its countries on everything; everybody else needs an accreditation from
 * the host country's member, directly or through at most {@link Grant#MAX_DEPTH} accreditations.
 * All is judged at the time of the entry.
 */
public final class Authority {
  private Authority() {}

  /** What speaks against a charter; empty if nothing does. Its signatures are checked here. */
  public static Optional<Rejection> objection(
      Registry registry, CharterStatement statement, long index, Instant at) {
    Charter next = statement.charter();
    Optional<Charter> now = registry.charter();
    int expected = now.map(Charter::version).orElse(0) + 1;
    if (next.version() < expected) {
      return Optional.of(
          Rejection.of(Reason.CHARTER_EXISTS, "the charter in force has version " + (expected - 1))
              .at("/version")
              .remedy("number the next charter " + expected));
    }
    if (next.version() > expected) {
      return Optional.of(
          Rejection.of(Reason.CHARTER_INVALID, "the next charter has version " + expected)
              .at("/version"));
    }
    if (now.isPresent() && !now.get().log().equals(next.log())) {
      return Optional.of(
          Rejection.of(Reason.CHARTER_INVALID, "a log keeps its name: " + now.get().log())
              .at("/log"));
    }
    try {
      for (Charter.Member member : next.members()) {
        checkKeys(registry, member.did(), member.verificationMethod(), "/members");
      }
      Signatures.verify(registry, statement, index, at);
      return Optional.empty();
    } catch (RejectedException e) {
      return Optional.of(e.rejection());
    }
  }

  /** What speaks against an attestation whose signature holds; empty if nothing does. */
  public static Optional<Rejection> objection(
      Registry registry, AttestationStatement statement, long index, Instant at) {
    if (registry.charter().isEmpty()) {
      return Optional.of(
          Rejection.of(Reason.CHARTER_MISSING, "nobody is a member yet")
              .remedy("have the founders' charter recorded first"));
    }
    try {
      check(registry, statement, index, at);
      return Optional.empty();
    } catch (RejectedException e) {
      return Optional.of(e.rejection());
    }
  }

  private static void check(
      Registry registry, AttestationStatement statement, long index, Instant at)
      throws RejectedException {
    Credential credential = statement.credential();
    Attestation said = credential.subject();
    if (said instanceof IdentityAnchor anchor) {
      checkAnchor(registry, credential, anchor, index, at);
    } else if (said instanceof Accreditation accreditation) {
      checkAccreditation(registry, statement, accreditation, index, at);
    } else if (said instanceof Revocation revocation) {
      checkRevocation(registry, credential.issuer(), revocation, index, at);
    } else if (said instanceof Policy policy) {
      checkPolicy(registry, credential.issuer(), policy, index);
    } else {
      CountryCode country = said.jurisdiction().orElseThrow();
      checkScope(registry, credential.issuer(), said.type(), country, said.minerals(), index, at);
    }
  }

  private static void checkScope(
      Registry registry,
      Did issuer,
      AttestationType type,
      CountryCode country,
      Set<Mineral> minerals,
      long index,
      Instant at)
      throws RejectedException {
    if (registry.speaksFor(issuer, Set.of(country), index)) {
      return;
    }
    List<Grant> grants = registry.grants(issuer).stream().filter(registry::isBelieved).toList();
    if (grants.stream()
        .anyMatch(
            grant ->
                grant.covers(type, country, minerals)
                    && registry.isInForce(grant, Set.of(country), index, at))) {
      return;
    }
    String who = issuer + " has no accreditation ";
    if (grants.stream().noneMatch(grant -> grant.covers(type))) {
      throw refused(
          Reason.NOT_ACCREDITED_FOR_TYPE, who + "for " + type.typeName(), country, "/type");
    }
    if (grants.stream().noneMatch(grant -> grant.covers(type, country))) {
      throw refused(
          Reason.NOT_ACCREDITED_FOR_COUNTRY,
          who + "for " + type.typeName() + " in " + country,
          country,
          "/credentialSubject");
    }
    if (grants.stream().noneMatch(grant -> grant.covers(type, country, minerals))) {
      throw refused(
          Reason.NOT_ACCREDITED_FOR_MINERAL,
          who
              + "for "
              + type.typeName()
              + " in "
              + country
              + " that covers "
              + minerals.stream().map(Mineral::code).sorted().toList(),
          country,
          "/credentialSubject");
    }
    throw refused(
        Reason.ACCREDITATION_NOT_IN_FORCE,
        "the accreditation of "
            + issuer
            + " for this has ended, was revoked or has not begun at "
            + at,
        country,
        "/issuer");
  }

  /**
   * How many accreditations lie between whoever says something and the member that speaks for the
   * country that it is about, at its entry: 0 where the member says it itself; empty where nothing
   * leads to it.
   */
  public static Optional<Integer> distance(
      Registry registry, AttestationStatement statement, long index, Instant at) {
    Attestation said = statement.credential().subject();
    Did issuer = statement.credential().issuer();
    if (said.jurisdiction().isEmpty()) {
      return Optional.empty();
    }
    CountryCode country = said.jurisdiction().get();
    if (registry.speaksFor(issuer, Set.of(country), index)) {
      return Optional.of(0);
    }
    return registry.grants(issuer).stream()
        .filter(registry::isBelieved)
        .filter(grant -> grant.covers(said.type(), country, said.minerals()))
        .filter(grant -> registry.isInForce(grant, Set.of(country), index, at))
        .map(Grant::depth)
        .min(Integer::compare);
  }

  private static RejectedException refused(
      Reason reason, String detail, CountryCode country, String pointer) {
    return Rejection.of(reason, detail)
        .at(pointer)
        .remedy(
            "have the member that speaks for "
                + country
                + " record an accreditation that covers it")
        .toException();
  }

  private static void checkAnchor(
      Registry registry, Credential credential, IdentityAnchor anchor, long index, Instant at)
      throws RejectedException {
    checkKeys(
        registry,
        anchor.did(),
        anchor.verificationMethod(),
        "/credentialSubject/verificationMethod");
    Did issuer = credential.issuer();
    Optional<Party> known = registry.party(anchor.did());
    if (issuer.equals(anchor.did())) {
      if (known.isPresent() && known.get().countries().contains(anchor.country())) {
        return;
      }
      throw Rejection.of(
              Reason.IDENTITY_NOT_AUTHORISED,
              known.isPresent()
                  ? anchor.did() + " is registered in another country than " + anchor.country()
                  : "a party cannot register itself")
          .at("/credentialSubject/did")
          .remedy("have the member that speaks for " + anchor.country() + " register it")
          .toException();
    }
    checkKeysOfDidKey(registry, anchor);
    if (known.isPresent() && known.get().wasMember()) {
      throw Rejection.of(
              Reason.IDENTITY_NOT_AUTHORISED,
              anchor.did() + " is a member, and changes its keys itself or by charter")
          .at("/credentialSubject/did")
          .toException();
    }
    if (known.isPresent()
        && !issuer.equals(known.get().registrar())
        && !registry.speaksFor(issuer, known.get().countries(), index)) {
      throw Rejection.of(
              Reason.IDENTITY_NOT_AUTHORISED,
              anchor.did() + " was registered by " + known.get().registrar())
          .at("/credentialSubject/did")
          .remedy("have it, its registrar or its country's member sign the change")
          .toException();
    }
    checkScope(
        registry, issuer, AttestationType.IDENTITY_ANCHOR, anchor.country(), Set.of(), index, at);
  }

  /**
   * A did:key may have been accredited before anybody registered it; whoever registers it must not
   * get at that with a key of its own choice.
   */
  private static void checkKeysOfDidKey(Registry registry, IdentityAnchor anchor)
      throws RejectedException {
    Optional<VerificationMethod> own = Signatures.ownKey(anchor.did());
    for (VerificationMethod method : anchor.verificationMethod()) {
      if (own.isPresent() && !own.get().equals(method) && registry.key(method.id()).isEmpty()) {
        throw Rejection.of(
                Reason.IDENTITY_NOT_AUTHORISED,
                anchor.did() + " is its own key; nobody else gives it another")
            .at("/credentialSubject/verificationMethod")
            .remedy("name " + own.get().id() + ", or have it sign the change")
            .toException();
      }
    }
  }

  /**
   * A name of a key is never given to another key, nor back to one that ended: past signatures name
   * it.
   */
  private static void checkKeys(
      Registry registry, Did did, List<VerificationMethod> methods, String pointer)
      throws RejectedException {
    for (VerificationMethod method : methods) {
      Optional<RegisteredKey> known = registry.key(method.id());
      if (known.isPresent()
          && (known.get().term().until() != null || !known.get().method().equals(method))) {
        throw Rejection.of(
                Reason.KEY_ID_REUSED,
                method.id() + " named another key of " + did + " before, or ended")
            .at(pointer)
            .remedy("give a new key a new name")
            .toException();
      }
    }
  }

  private static void checkAccreditation(
      Registry registry,
      AttestationStatement statement,
      Accreditation accreditation,
      long index,
      Instant at)
      throws RejectedException {
    Did issuer = statement.credential().issuer();
    if (accreditation.accredited().equals(issuer)) {
      throw Rejection.of(Reason.SELF_ACCREDITATION, issuer + " accredits itself")
          .at("/credentialSubject/accredited")
          .remedy("have the member of its country accredit it")
          .toException();
    }
    if (!accreditation.accredited().isKey()
        && registry.party(accreditation.accredited()).isEmpty()) {
      // Else whoever registers it first, with keys of its own choice, is accredited.
      throw Rejection.of(
              Reason.PARTY_UNKNOWN, accreditation.accredited() + " is not registered in the ledger")
          .at("/credentialSubject/accredited")
          .remedy("have an identity anchor for it recorded first, by a member of its country")
          .toException();
    }
    if (registry.speaksFor(issuer, Set.copyOf(accreditation.countries()), index)
        || grantThatAllows(registry, statement, index, at).isPresent()) {
      return;
    }
    throw Rejection.of(
            Reason.ACCREDITATION_OUT_OF_SCOPE,
            issuer
                + " may not give accreditations for all of these types, countries and minerals"
                + " until then")
        .at("/credentialSubject")
        .remedy(
            "stay within the issuer's own countries, or within an accreditation that lets it"
                + " accredit")
        .toException();
  }

  /**
   * The accreditation that lets the issuer of another one give it; empty if it is a member or there
   * is none.
   */
  static Optional<Grant> grantThatAllows(
      Registry registry, AttestationStatement statement, long index, Instant at) {
    Did issuer = statement.credential().issuer();
    Accreditation accreditation = (Accreditation) statement.credential().subject();
    Instant validUntil = statement.credential().validUntil();
    if (validUntil == null
        || registry.speaksFor(issuer, Set.copyOf(accreditation.countries()), index)) {
      return Optional.empty();
    }
    return registry.grants(issuer).stream()
        .filter(
            grant ->
                grant.scope().mayAccredit()
                    && grant.contains(accreditation)
                    && !validUntil.isAfter(grant.validUntil())
                    && grant.depth() < Grant.MAX_DEPTH
                    && registry.isInForce(grant, Set.copyOf(accreditation.countries()), index, at)
                    && registry.isBelieved(grant))
        .findFirst();
  }

  /**
   * A policy is asked of everybody's lots, so that members alone have them; and whoever has the
   * first version of one has the others, whatever became of it since.
   */
  private static void checkPolicy(Registry registry, Did issuer, Policy policy, long index)
      throws RejectedException {
    if (registry.party(issuer).filter(party -> party.isMember(index)).isEmpty()) {
      throw Rejection.of(
              Reason.NOT_ACCREDITED_FOR_TYPE,
              issuer + " is no member, and only members have policies")
          .at("/issuer")
          .remedy("have a member of the charter issue the policy")
          .toException();
    }
    List<RegisteredPolicy> versions = registry.versions(policy.policyId());
    if (!versions.isEmpty() && !versions.get(0).issuer().equals(issuer)) {
      throw Rejection.of(
              Reason.POLICY_OWNED_BY_ANOTHER,
              "the policy " + policy.policyId() + " is that of " + versions.get(0).issuer())
          .at("/credentialSubject/policyId")
          .remedy(
              "have " + versions.get(0).issuer() + " issue the next version, or name it otherwise")
          .toException();
    }
    int expected = versions.size() + 1;
    if (policy.version() != expected) {
      throw Rejection.of(
              Reason.POLICY_VERSION_OUT_OF_ORDER,
              versions.isEmpty()
                  ? "there is no version of " + policy.policyId() + " yet"
                  : "the newest version of " + policy.policyId() + " is " + (expected - 1))
          .at("/credentialSubject/version")
          .remedy("number this one " + expected)
          .toException();
    }
  }

  private static void checkRevocation(
      Registry registry, Did issuer, Revocation revocation, long index, Instant at)
      throws RejectedException {
    Did target = party(revocation.target());
    if (!isOver(registry, issuer, target, index)
        && !(revocation.target() instanceof Revocation.StatementTarget
            ? isAccreditorOf(registry, issuer, target)
            : isRegistrarOf(registry, issuer, target, index, at))) {
      throw notAuthorised(issuer, target);
    }
    if (revocation.target() instanceof Revocation.KeyTarget key
        && registry.key(key.key()).isEmpty()) {
      throw Rejection.of(
              Reason.TARGET_UNKNOWN, "no key " + key.key() + " is registered in the ledger")
          .at("/credentialSubject/target/key")
          .remedy("name a key that an identity anchor or a charter lists")
          .toException();
    }
    if (revocation.target() instanceof Revocation.CertificateTarget
        && registry.party(target).filter(Party::signsWithCertificates).isEmpty()) {
      throw Rejection.of(
              Reason.TARGET_UNKNOWN, "no certificate authority of " + target + " is registered")
          .at("/credentialSubject/target/issuer")
          .toException();
    }
  }

  /**
   * What speaks against the revocation of a statement once that is known; empty if nothing does. An
   * accreditor takes back what was said in its name and nothing else: to accredit somebody gives no
   * power over what they say by other leave.
   *
   * @param target the statement that is revoked
   * @param place where that is recorded
   * @param index the index that the revocation would get, and
   * @param at its time
   */
  public static Optional<Rejection> objection(
      Registry registry,
      Did issuer,
      AttestationStatement target,
      Ref place,
      long index,
      Instant at) {
    Did said = target.credential().issuer();
    boolean mayRevoke =
        isOver(registry, issuer, said, index)
            || grantsBehind(registry, target, place).stream()
                .flatMap(grant -> registry.chain(grant).stream())
                .anyMatch(
                    grant ->
                        grant.accreditor().equals(issuer)
                            && mayStillAccredit(registry, grant, index, at));
    return mayRevoke ? Optional.empty() : Optional.of(notAuthorised(issuer, said).rejection());
  }

  /** The accreditations that let an issuer say what it said, where it was. */
  private static List<Grant> grantsBehind(
      Registry registry, AttestationStatement statement, Ref place) {
    Attestation said = statement.credential().subject();
    if (said instanceof Accreditation accreditation) {
      return registry.grants(accreditation.accredited()).stream()
          .filter(grant -> grant.statement().equals(place.statement()))
          .filter(grant -> grant.parent() != null)
          .toList();
    }
    Did issuer = statement.credential().issuer();
    Optional<CountryCode> country = said.jurisdiction();
    if (country.isEmpty() || registry.speaksFor(issuer, Set.of(country.get()), place.index())) {
      return List.of();
    }
    return registry.grants(issuer).stream()
        .filter(grant -> grant.covers(said.type(), country.get(), said.minerals()))
        .filter(
            grant -> registry.isInForce(grant, Set.of(country.get()), place.index(), place.at()))
        .toList();
  }

  private static boolean mayStillAccredit(Registry registry, Grant given, long index, Instant at) {
    Set<CountryCode> countries = Set.copyOf(given.scope().countries());
    List<Grant> chain = registry.chain(given);
    return chain.size() == 1
        ? registry.party(given.accreditor()).filter(party -> party.isMember(index)).isPresent()
        : registry.isInForce(chain.get(1), countries, index, at);
  }

  /** Whether a party decides on another: it is itself, or the member of its country. */
  private static boolean isOver(Registry registry, Did issuer, Did target, long index) {
    return issuer.equals(target)
        || registry
            .party(target)
            .filter(party -> !party.isMember(index))
            .filter(party -> registry.speaksFor(issuer, party.countries(), index))
            .isPresent();
  }

  private static boolean isAccreditorOf(Registry registry, Did issuer, Did target) {
    return registry.grants(target).stream()
        .flatMap(grant -> registry.chain(grant).stream())
        .anyMatch(grant -> grant.accreditor().equals(issuer));
  }

  /** Whether a party registered another, and still may: it vouches for keys, not for statements. */
  private static boolean isRegistrarOf(
      Registry registry, Did issuer, Did target, long index, Instant at) {
    return registry
        .party(target)
        .filter(party -> issuer.equals(party.registrar()))
        .filter(
            party ->
                registry.grants(issuer).stream()
                    .filter(registry::isBelieved)
                    .filter(
                        grant ->
                            party.countries().stream()
                                .allMatch(
                                    country ->
                                        grant.covers(AttestationType.IDENTITY_ANCHOR, country)))
                    .anyMatch(grant -> registry.isInForce(grant, party.countries(), index, at)))
        .isPresent();
  }

  private static RejectedException notAuthorised(Did issuer, Did target) {
    return Rejection.of(
            Reason.REVOCATION_NOT_AUTHORISED,
            issuer
                + " is not "
                + target
                + ", the accreditor on whose leave it said this, its registrar or the member of its"
                + " country")
        .at("/credentialSubject/target")
        .remedy("have one of them revoke it")
        .toException();
  }

  /** Whose the target of a revocation is. */
  private static Did party(Revocation.Target target) {
    if (target instanceof Revocation.StatementTarget statement) {
      return statement.issuer();
    }
    if (target instanceof Revocation.KeyTarget key) {
      return key.key().did();
    }
    return ((Revocation.CertificateTarget) target).issuer();
  }
}
