package org.assay.traceability.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.SignedNote;
import org.assay.traceability.testing.SeededKeys;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;

class BundleTest {
  private static final Bundled WORLD = new Bundled();

  @Test
  void aBundleOfALotInOrderIsVerified() {
    Verification found = WORLD.verify(WORLD.bundle(Bundled.GOOD));

    assertThat(found.finding()).isEmpty();
    assertThat(found.status()).isEqualTo(Verification.Status.VERIFIED);
    assertThat(found.verdict()).contains(Verdict.PASS);
    assertThat(found.checked()).hasSize(6);
    assertThat(found.notChecked()).isNotEmpty();
  }

  @Test
  void whatIsAnsweredOfflineIsWhatTheExchangeAnswers() {
    for (var lot :
        new org.assay.attestation.LotId[] {
          Bundled.GOOD, Bundled.ORE, Bundled.HYDROXIDE, Bundled.REVOKED, Bundled.UNEXPLAINED
        }) {
      var trace = WORLD.exchange.trace(lot);
      Verification found = WORLD.verify(WORLD.bundle(lot));

      assertThat(found.finding()).isEmpty();
      assertThat(found.verdict()).contains(trace.verdict());
      assertThat(found.trace().orElseThrow().checks()).isEqualTo(trace.checks());
      assertThat(found.trace().orElseThrow().reasons()).isEqualTo(trace.reasons());
    }
  }

  @Test
  void aLotThatDoesNotPassIsVerifiedNotToPass() {
    Verification fails = WORLD.verify(WORLD.bundle(Bundled.REVOKED));
    assertThat(fails.status()).isEqualTo(Verification.Status.NOT_PASS);
    assertThat(fails.verdict()).contains(Verdict.FAIL);

    Verification open = WORLD.verify(WORLD.bundle(Bundled.UNEXPLAINED));
    assertThat(open.status()).isEqualTo(Verification.Status.NOT_PASS);
    assertThat(open.verdict()).contains(Verdict.UNKNOWN);
  }

  @Test
  void aBundleMayBeCompressed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(WORLD.bundle(Bundled.GOOD));
    }
    assertThat(WORLD.verify(out.toByteArray()).status()).isEqualTo(Verification.Status.VERIFIED);
  }

  @Test
  void aFileOfMoreValuesThanABundleNeedsIsRefusedBeforeAnythingIsMadeOfIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write("{\"answer\":[".getBytes(StandardCharsets.UTF_8));
      gzip.write("{},".repeat(2_600_000).getBytes(StandardCharsets.UTF_8));
      gzip.write("{}]}".getBytes(StandardCharsets.UTF_8));
    }

    Verification found = WORLD.verify(out.toByteArray());

    assertThat(found.status()).isEqualTo(Verification.Status.EVIDENCE_FAILS);
    assertThat(found.finding().orElseThrow().code()).isEqualTo(BundleFinding.Code.FORM);
    assertThat(found.finding().orElseThrow().sentence()).contains("5000000");
  }

  @Test
  void pastTheLimitItIsUnknown() {
    Verification found =
        WORLD.verify(WORLD.bundle(Bundled.GOOD, OptionalLong.empty(), new TraceLimits(1, 100)));

    assertThat(found.finding()).isEmpty();
    assertThat(found.verdict()).contains(Verdict.UNKNOWN);
  }

  @Test
  void growthFromAnEarlierCheckpointIsShown() {
    Optional<byte[]> earlier = Optional.of(WORLD.earlier.getBytes(StandardCharsets.UTF_8));
    BundleVerifier verifier = new BundleVerifier(WORLD.trust());
    byte[] withProof = WORLD.bundle(Bundled.GOOD, OptionalLong.of(size(WORLD.earlier)));

    assertThat(verifier.verify(withProof, earlier).status())
        .isEqualTo(Verification.Status.VERIFIED);
    assertThat(verifier.verify(withProof, earlier).checked())
        .anyMatch(line -> line.contains("grew"));
    Verification none = verifier.verify(WORLD.bundle(Bundled.GOOD), earlier);
    assertThat(none.status()).isEqualTo(Verification.Status.CANNOT_SAY);
    assertThat(none.finding().orElseThrow().code()).isEqualTo(BundleFinding.Code.NO_PROOF);
    assertThat(none.verdict()).contains(Verdict.PASS);
    Verification same =
        verifier.verify(
            WORLD.bundle(Bundled.GOOD),
            Optional.of(WORLD.publish().getBytes(StandardCharsets.UTF_8)));
    assertThat(same.status()).isEqualTo(Verification.Status.VERIFIED);
  }

  @Test
  void anotherHistoryOfTheSameLogIsFound() {
    Checkpoint honest = Checkpoint.parse(text(WORLD.earlier));
    String forked =
        SignedNote.sign(
            new Checkpoint(
                    honest.origin(), honest.size(), org.assay.ledger.Digest.of(new byte[] {1}))
                .text(),
            WORLD.signer);
    Verification found =
        new BundleVerifier(WORLD.trust())
            .verify(
                WORLD.bundle(Bundled.GOOD, OptionalLong.of(honest.size())),
                Optional.of(forked.getBytes(StandardCharsets.UTF_8)));

    assertThat(found.status()).isEqualTo(Verification.Status.EVIDENCE_FAILS);
    assertThat(found.finding().orElseThrow().code()).isEqualTo(BundleFinding.Code.CONSISTENCY);
  }

  @Test
  void theLogShowsWhatLinksCannot() {
    byte[] good = WORLD.bundle(Bundled.GOOD);
    Verification whole = WORLD.verify(good).against(WORLD.log);
    assertThat(whole.status()).isEqualTo(Verification.Status.VERIFIED);
    assertThat(whole.checked()).anyMatch(line -> line.contains("nothing else is recorded"));
    assertThat(whole.notChecked()).anyMatch(line -> line.contains("other entries that touch"));

    byte[] truncated =
        Edits.leavingOut(
            good,
            lists -> {
              var registry = java.util.Objects.requireNonNull(lists.get("registry"));
              registry.remove(registry.size() - 1);
            });
    assertThat(WORLD.verify(truncated).status()).isEqualTo(Verification.Status.VERIFIED);
    Verification found = WORLD.verify(truncated).against(WORLD.log);
    assertThat(found.status()).isEqualTo(Verification.Status.EVIDENCE_FAILS);
    assertThat(found.finding().orElseThrow().code()).isEqualTo(BundleFinding.Code.LEFT_OUT);
    assertThat(found.finding().orElseThrow().sentence()).contains("registry");
  }

  @Test
  void anotherLogThanTheBundlesShowsNothing() {
    Verification found = WORLD.verify(WORLD.bundle(Bundled.GOOD));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> found.against(new org.assay.ledger.testing.InMemoryLogStore())))
        .isInstanceOf(org.assay.ledger.StoreUnavailable.class);
  }

  @Test
  void anotherLogOrAnotherCharterIsNotTrusted() throws Exception {
    byte[] bundle = WORLD.bundle(Bundled.GOOD);
    TrustAnchors own = WORLD.trust();

    Verification key =
        new BundleVerifier(
                new TrustAnchors(SeededKeys.logKey("other.example/log").key(), own.charter()))
            .verify(bundle);
    assertThat(key.finding().orElseThrow().code()).isEqualTo(BundleFinding.Code.CHECKPOINT);
    Verification charter =
        new BundleVerifier(new TrustAnchors(own.log(), org.assay.ledger.Digest.ZERO))
            .verify(bundle);
    assertThat(charter.finding().orElseThrow().code()).isEqualTo(BundleFinding.Code.REGISTRY);
    assertThat(charter.verdict()).isEmpty();
  }

  @Test
  void aTrustFileIsReadBackAndAnythingElseIsRefused() {
    TrustAnchors trust = WORLD.trust();
    String text = trust.toText();
    assertThat(TrustAnchors.parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(trust);
    for (String bad :
        new String[] {
          "",
          "[]",
          "{}",
          text.replace("\"trust\":1", "\"trust\":2"),
          text.replace("{", "{\"x\":1,"),
          text.replace("+", "-"),
          text + "x"
        }) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> TrustAnchors.parse(bad.getBytes(StandardCharsets.UTF_8))))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  static long size(String note) {
    return Checkpoint.parse(text(note)).size();
  }

  private static String text(String note) {
    return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).text();
  }
}
