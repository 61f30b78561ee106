package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.jws.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Takes back a statement, a key or a certificate from now on. Nothing is deleted; what was said
 * before stays valid, unless a key or certificate is revoked with an earlier compromise.
 *
 * <p>Issued by whoever issued the target, or by whoever accredited them. Source: EPCIS 2.0 {@code
 * errorDeclaration}; RFC 5280 §5.3.2 for the date of compromise.
 *
 * @param target what is revoked
 * @param reason why
 * @param compromisedSince since when the key may have been in other hands, to the millisecond; null
 *     where nothing is known of that. Only with a key or certificate and {@link
 *     RevocationReason#KEY_COMPROMISE}
 * @param explanation for people, at most 1024 characters
 * @param corrective with a statement as target: what was said instead, at most {@value
 *     #MAX_CORRECTIVE} statements that are recorded already, each once (EPCIS 2.0 {@code
 *     correctiveEventIDs})
 */
public record Revocation(
    Target target,
    RevocationReason reason,
    @Nullable Instant compromisedSince,
    String explanation,
    List<StatementTarget> corrective)
    implements Attestation {
  /** The most statements that one is replaced by. */
  public static final int MAX_CORRECTIVE = 16;

  /** A revocation that replaces nothing. */
  public Revocation(
      Target target,
      RevocationReason reason,
      @Nullable Instant compromisedSince,
      String explanation) {
    this(target, reason, compromisedSince, explanation, List.of());
  }

  /** What is revoked. */
  public sealed interface Target {}

  /**
   * A statement.
   *
   * @param issuer who issued it
   * @param id the id of its credential
   * @param digest the digest of its signed bytes
   */
  public record StatementTarget(Did issuer, String id, Sha256 digest) implements Target {
    public StatementTarget {
      requireNonNull(issuer);
      Invariants.credentialId(id, "/id");
      requireNonNull(digest);
    }

    static StatementTarget read(JsonFields in) throws RejectedException {
      Did issuer = in.did("issuer");
      String id = in.text("id");
      Sha256 digest = in.value("digest", Sha256::new);
      return in.build(() -> new StatementTarget(issuer, id, digest));
    }

    void write(ObjectNode out) {
      out.put("issuer", issuer.value()).put("id", id).put("digest", digest.hex());
    }
  }

  /** A key of an issuer. */
  public record KeyTarget(KeyId key) implements Target {
    public KeyTarget {
      requireNonNull(key);
    }
  }

  /**
   * A certificate.
   *
   * @param certificate the digest of its DER encoding
   * @param issuer whose statements it vouches for
   */
  public record CertificateTarget(Sha256 certificate, Did issuer) implements Target {
    public CertificateTarget {
      requireNonNull(certificate);
      requireNonNull(issuer);
    }
  }

  public Revocation {
    requireNonNull(target);
    requireNonNull(reason);
    if (compromisedSince != null) {
      compromisedSince = Invariants.instant(compromisedSince, "/compromisedSince");
      Invariants.require(
          reason == RevocationReason.KEY_COMPROMISE && !(target instanceof StatementTarget),
          Reason.SCHEMA_VIOLATION,
          "/compromisedSince",
          "only a key or certificate can be compromised, with reason key-compromise");
    }
    Invariants.text(explanation, 1024, "/explanation");
    Invariants.size(corrective, 0, MAX_CORRECTIVE, "/corrective");
    corrective = List.copyOf(corrective);
    Invariants.require(
        corrective.isEmpty() || target instanceof StatementTarget,
        Reason.SCHEMA_VIOLATION,
        "/corrective",
        "only a statement can be replaced by others");
    Invariants.noRepeats(corrective, Reason.SCHEMA_VIOLATION, "/corrective", "statement");
    for (int i = 0; i < corrective.size(); i++) {
      Invariants.require(
          !corrective.get(i).equals(target),
          Reason.SCHEMA_VIOLATION,
          "/corrective/" + i,
          "the statement is replaced by itself");
    }
  }

  @Override
  public AttestationType type() {
    return AttestationType.REVOCATION;
  }

  /** Empty: who may revoke follows from what is revoked. */
  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.empty();
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of();
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  static Revocation read(JsonFields in) throws RejectedException {
    Target target = readTarget(in.object("target"));
    RevocationReason reason = in.coded("reason", RevocationReason::fromCode);
    Instant compromisedSince = in.optionalInstant("compromisedSince");
    String explanation = in.text("explanation");
    List<StatementTarget> corrective = new ArrayList<>();
    for (JsonFields each : in.objects("corrective")) {
      corrective.add(StatementTarget.read(each));
    }
    return in.build(
        () -> new Revocation(target, reason, compromisedSince, explanation, corrective));
  }

  private static Target readTarget(JsonFields in) throws RejectedException {
    if (in.has("statement")) {
      return StatementTarget.read(in.object("statement"));
    }
    if (in.has("key")) {
      return new KeyTarget(in.value("key", KeyId::parse));
    }
    return new CertificateTarget(in.value("certificate", Sha256::new), in.did("issuer"));
  }

  void write(ObjectNode out) {
    ObjectNode where = out.putObject("target");
    if (target instanceof StatementTarget statement) {
      statement.write(where.putObject("statement"));
    } else if (target instanceof KeyTarget key) {
      where.put("key", key.key().toString());
    } else if (target instanceof CertificateTarget certificate) {
      where
          .put("certificate", certificate.certificate().hex())
          .put("issuer", certificate.issuer().value());
    }
    out.put("reason", reason.code());
    if (compromisedSince != null) {
      out.put("compromisedSince", compromisedSince.toString());
    }
    out.put("explanation", explanation);
    if (!corrective.isEmpty()) {
      ArrayNode replacements = out.putArray("corrective");
      corrective.forEach(each -> each.write(replacements.addObject()));
    }
  }
}
