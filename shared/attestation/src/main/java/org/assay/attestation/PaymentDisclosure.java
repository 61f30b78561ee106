package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Says what was paid to a government for a lot, or by a facility in a period.
 *
 * <p>Issued by the authority that was paid, or the operator with its leave. Source: ICGLR Lot
 * {@code taxPaid}; EITI Standard, requirement 4.1; Regulation (EU) 2023/1542 Article 49.
 *
 * @param about the lot or the facility that it was paid for
 * @param payer who paid
 * @param recipient the authority that was paid
 * @param kind what it was, in kebab-case, such as {@code royalty}, {@code profit-tax} or {@code
 *     licence-fee}
 * @param amount how much, above zero
 * @param currency in which currency (ISO 4217)
 * @param periodFrom the first day for which it was paid
 * @param periodTo the last day, not before the first
 */
public record PaymentDisclosure(
    About about,
    Did payer,
    String recipient,
    String kind,
    BigDecimal amount,
    String currency,
    LocalDate periodFrom,
    LocalDate periodTo)
    implements Attestation {

  public PaymentDisclosure {
    requireNonNull(about);
    requireNonNull(payer);
    Invariants.text(recipient, 256, "/recipient");
    Invariants.code(kind, "/kind");
    amount = Invariants.positive(amount, "/amount");
    Invariants.currency(currency, "/currency");
    Invariants.day(periodFrom, "/periodFrom");
    Invariants.day(periodTo, "/periodTo");
    Invariants.require(
        !periodTo.isBefore(periodFrom),
        Reason.DATES_INCONSISTENT,
        "/periodTo",
        "the period ends on " + periodTo + ", before it begins on " + periodFrom);
  }

  @Override
  public AttestationType type() {
    return AttestationType.PAYMENT_DISCLOSURE;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(about.country());
  }

  @Override
  public Set<Mineral> minerals() {
    return about.minerals();
  }

  @Override
  public Set<LotId> lots() {
    return about.lots();
  }

  @Override
  public Set<FacilityId> facilities() {
    return about.facilities();
  }

  static PaymentDisclosure read(JsonFields in) throws RejectedException {
    About about = About.read(in.object("about"));
    Did payer = in.did("payer");
    String recipient = in.text("recipient");
    String kind = in.text("kind");
    BigDecimal amount = in.decimal("amount");
    String currency = in.text("currency");
    LocalDate periodFrom = in.date("periodFrom");
    LocalDate periodTo = in.date("periodTo");
    return in.build(
        () ->
            new PaymentDisclosure(
                about, payer, recipient, kind, amount, currency, periodFrom, periodTo));
  }

  void write(ObjectNode out) {
    about.write(out.putObject("about"));
    out.put("payer", payer.value());
    out.put("recipient", recipient);
    out.put("kind", kind);
    out.put("amount", amount.toPlainString());
    out.put("currency", currency);
    out.put("periodFrom", periodFrom.toString());
    out.put("periodTo", periodTo.toString());
  }
}
