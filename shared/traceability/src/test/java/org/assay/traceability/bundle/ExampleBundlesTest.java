package org.assay.traceability.bundle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.traceability.testing.SeededKeys;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;

/**
 * The example bundles under docs/examples/bundles, good ones and bad ones, for this verifier and
 * for those of others. With {@code -Dassay.examples=write} the test writes them.
 */
class ExampleBundlesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TRUST = "trust.json";

  private final Bundled world = new Bundled();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final ArrayNode manifest = JSON.createArrayNode();

  private static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/bundle.md"))) {
      here = requireNonNull(here.getParent(), "no documents above here");
    }
    return here.resolve("docs/examples/bundles");
  }

  private ObjectNode add(String name, String what, byte[] bundle, String trust) {
    files.put(name + ".assay.json", bundle);
    ObjectNode json = manifest.addObject();
    json.put("file", name + ".assay.json");
    json.put("what", what);
    json.put("trust", trust);
    return json;
  }

  private void good(String name, String what, byte[] bundle, Verdict verdict) {
    ObjectNode expect = add(name, what, bundle, TRUST).putObject("expect");
    expect.put("status", verdict == Verdict.PASS ? 0 : 2);
    expect.put("verdict", verdict.name());
  }

  private void bad(String name, String what, byte[] bundle, String code, String place) {
    bad(name, what, bundle, TRUST, code, place);
  }

  private void bad(
      String name, String what, byte[] bundle, String trust, String code, String place) {
    ObjectNode expect = add(name, what, bundle, trust).putObject("expect");
    expect.put("status", code.equals("version") || code.equals("rules") ? 3 : 1);
    ObjectNode finding = expect.putObject("finding");
    finding.put("code", code);
    finding.put("place", place);
  }

  private void make() throws Exception {
    TrustAnchors trust = world.trust();
    files.put(TRUST, bytes(trust.toText()));
    files.put(
        "trust-other-log.json",
        bytes(
            new TrustAnchors(SeededKeys.logKey("log.example/other").key(), trust.charter())
                .toText()));
    files.put(
        "trust-other-charter.json",
        bytes(new TrustAnchors(trust.log(), Digest.of(bytes("another"))).toText()));
    files.put("earlier.checkpoint", bytes(world.earlier));
    byte[] good = world.bundle(Bundled.GOOD);
    byte[] fails = world.bundle(Bundled.REVOKED);
    goodOnes(good, fails);
    misspelt(new String(good, StandardCharsets.UTF_8), good);
    tampered(good, fails);
    leftOut(good);
    files.put(
        "manifest.json",
        bytes(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n"));
  }

  private void goodOnes(byte[] good, byte[] fails) {
    good("pass", "a lot in order", good, Verdict.PASS);
    good("fail", "a lot whose origin was revoked", fails, Verdict.FAIL);
    good(
        "unknown",
        "a lot made from one that nothing tells of",
        world.bundle(Bundled.UNEXPLAINED),
        Verdict.UNKNOWN);
    byte[] grown = world.bundle(Bundled.GOOD, OptionalLong.of(BundleTest.size(world.earlier)));
    ObjectNode since = add("pass-since", "with the proof from an earlier checkpoint", grown, TRUST);
    since.put("since", "earlier.checkpoint");
    since.putObject("expect").put("status", 0).put("verdict", "PASS");
    ObjectNode without =
        add("pass-since-no-proof", "asked for growth, of which it has no proof", good, TRUST);
    without.put("since", "earlier.checkpoint");
    without
        .putObject("expect")
        .put("status", 3)
        .put("verdict", "PASS")
        .putObject("finding")
        .put("code", "no-proof")
        .put("place", "/consistency");
    ObjectNode forked =
        add(
            "bad-since",
            "the proof from an earlier checkpoint has another hash",
            Edits.sealed(
                grown,
                json ->
                    ((ArrayNode) json.at("/consistency/path"))
                        .set(0, Base64.getEncoder().encodeToString(new byte[32]))),
            TRUST);
    forked.put("since", "earlier.checkpoint");
    forked
        .putObject("expect")
        .put("status", 1)
        .putObject("finding")
        .put("code", "consistency")
        .put("place", "/consistency");
  }

  private void misspelt(String text, byte[] good) {
    bad("bad-empty", "no bytes at all", new byte[0], "form", "");
    bad(
        "bad-space",
        "a space behind the first brace",
        bytes("{ " + text.substring(1)),
        "canonical",
        "byte 1");
    bad(
        "bad-newline",
        "a line break at the end",
        bytes(text + "\n"),
        "canonical",
        "byte " + good.length);
    bad(
        "bad-escape",
        "a character written as an escape",
        bytes(text.replace("\"bundle\"", "\"\\u0062undle\"")),
        "canonical",
        "byte " + (text.indexOf("\"bundle\"") + 1));
    bad(
        "bad-unknown-member",
        "a member that the format does not have",
        Edits.sealed(good, json -> json.put("note", "trust me")),
        "form",
        "/note");
    bad(
        "bad-missing-member",
        "no list of what was not followed",
        Edits.sealed(good, json -> json.remove("notFollowed")),
        "form",
        "/notFollowed");
    bad(
        "bad-base64",
        "stray bits behind the last byte of a statement",
        Edits.sealed(
            good, json -> entry(json, 1).put("statement", stray(entry(json, 1), "statement"))),
        "form",
        "/entries/1/statement");
    bad(
        "bad-version",
        "a version that nobody knows",
        Edits.sealed(good, json -> json.put("bundle", 2)),
        "version",
        "/bundle");
    bad(
        "bad-digest",
        "another day, under the old digest",
        Edits.unsealed(good, json -> ((ObjectNode) json.get("answer")).put("on", "2026-11-27")),
        "digest",
        "/digest");
  }

  private void tampered(byte[] good, byte[] fails) {
    bad(
        "bad-log",
        "signed by another log's key",
        good,
        "trust-other-log.json",
        "checkpoint",
        "/checkpoint");
    bad(
        "bad-charter",
        "founded by others",
        good,
        "trust-other-charter.json",
        "registry",
        "/subjects/" + subject(good, "registry"));
    bad(
        "bad-entry",
        "an entry a millisecond later",
        Edits.sealed(
            good,
            json -> {
              String entry =
                  new String(
                      Base64.getDecoder().decode(entry(json, 2).get("entry").asText()),
                      StandardCharsets.US_ASCII);
              entry(json, 2).put("entry", base64(bytes(entry.replace(".123Z", ".124Z"))));
            }),
        "inclusion",
        "/entries/2");
    bad(
        "bad-statement",
        "another statement than its entry names",
        Edits.sealed(
            good,
            json -> entry(json, 3).put("statement", entry(json, 4).get("statement").asText())),
        "statement",
        "/entries/3/statement");
    bad(
        "bad-path",
        "a path that is one hash short",
        Edits.sealed(
            good,
            json -> {
              ArrayNode path = (ArrayNode) entry(json, 1).get("path");
              path.remove(path.size() - 1);
            }),
        "inclusion",
        "/entries/1");
    bad(
        "bad-order",
        "two entries changed places",
        Edits.sealed(
            good,
            json -> {
              ArrayNode all = (ArrayNode) json.get("entries");
              JsonNode first = all.get(0);
              all.set(0, all.get(1));
              all.set(1, first);
            }),
        "order",
        "/entries/0/path/0");
    bad(
        "bad-salt",
        "another salt for the lot",
        Edits.sealed(
            good,
            json ->
                ((ObjectNode) json.at("/subjects/" + subject(good, "lot:" + Bundled.GOOD)))
                    .put("salt", "00".repeat(16))),
        "link",
        "/entries/" + last(good));
    bad(
        "bad-verdict",
        "FAIL was changed into PASS",
        Edits.sealed(fails, json -> ((ObjectNode) json.get("answer")).put("verdict", "PASS")),
        "answer",
        "/answer/verdict");
    bad(
        "bad-reason",
        "a reason was taken away",
        Edits.sealed(fails, json -> ((ArrayNode) json.at("/answer/reasons")).remove(0)),
        "answer",
        "/answer/reasons/0");
    bad(
        "bad-day",
        "a day before the newest entry",
        Edits.sealed(good, json -> ((ObjectNode) json.get("answer")).put("on", "2026-11-24")),
        "answer",
        "/answer/on");
    bad(
        "bad-rules",
        "answered by rules that nobody knows",
        Edits.sealed(good, json -> ((ObjectNode) json.get("answer")).put("rules", 9_999)),
        "rules",
        "/answer/rules");
    bad(
        "bad-not-followed",
        "a lot that was looked at is said not to have been",
        Edits.sealed(good, json -> json.putArray("notFollowed").add(Bundled.ORE.value())),
        "subject",
        "/notFollowed/0");
  }

  private void leftOut(byte[] good) {
    String ore = "lot:" + Bundled.ORE;
    good(
        "unknown-left-out",
        "all about the ore was left out, with the answer that follows then",
        Edits.leavingOut(good, lists -> lists.remove(ore)),
        Verdict.UNKNOWN);
    bad(
        "bad-left-out",
        "all about the ore was left out, with the answer that was given",
        Edits.sealed(
            Edits.leavingOut(good, lists -> lists.remove(ore)),
            json -> json.set("answer", Edits.parse(good).get("answer"))),
        "answer",
        "/answer/checks/0/about");
    byte[] holed = Edits.leavingOut(good, lists -> requireNonNull(lists.get("registry")).remove(2));
    bad(
        "bad-hole",
        "a statement of the registry was left out",
        holed,
        "link",
        "/subjects/" + subject(holed, "registry") + "/entries/2");
    bad(
        "bad-list",
        "an entry of the lot is in the file, but not in its list",
        Edits.sealed(
            good,
            json ->
                ((ArrayNode)
                        json.at(
                            "/subjects/" + subject(good, "lot:" + Bundled.HYDROXIDE) + "/entries"))
                    .remove(2)),
        "link",
        "/subjects/" + subject(good, "lot:" + Bundled.HYDROXIDE) + "/entries/2");
    bad(
        "bad-facility",
        "all about a facility was left out",
        Edits.leavingOut(
            good, lists -> lists.keySet().removeIf(name -> name.startsWith("facility:"))),
        "subject",
        "/subjects");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static ObjectNode entry(ObjectNode json, int i) {
    return (ObjectNode) json.get("entries").get(i);
  }

  /** The same bytes in another spelling. */
  private static String stray(ObjectNode json, String member) {
    String text = json.get(member).asText();
    byte[] raw = Base64.getDecoder().decode(text);
    // Padding is needed for stray bits; a shorter text has it.
    byte[] shorter = raw.length % 3 == 0 ? java.util.Arrays.copyOf(raw, raw.length - 1) : raw;
    String good = base64(shorter);
    int at = good.indexOf('=') - 1;
    return good.substring(0, at) + (char) (good.charAt(at) + 1) + good.substring(at + 1);
  }

  private static int subject(byte[] bundle, String name) {
    List<Bundle.About> subjects = Edits.read(bundle).subjects();
    for (int i = 0; i < subjects.size(); i++) {
      if (subjects.get(i).subject().id().equals(name)) {
        return i;
      }
    }
    throw new AssertionError("no subject " + name);
  }

  private static int last(byte[] bundle) {
    List<Bundle.Item> entries = Edits.read(bundle).entries();
    long last = -1;
    int place = -1;
    List<Bundle.About> subjects = Edits.read(bundle).subjects();
    long wanted = subjects.get(subject(bundle, "lot:" + Bundled.GOOD)).entries().get(0);
    for (int i = 0; i < entries.size(); i++) {
      last = Entry.decode(entries.get(i).entry()).index();
      place = last == wanted ? i : place;
    }
    return place;
  }

  @Test
  void theExamplesAreWhatTheyWereAndAreFoundToBeWhatTheyAre() throws Exception {
    make();
    if ("write".equals(System.getProperty("assay.examples"))) {
      write();
    }
    for (JsonNode each : manifest) {
      String name = each.get("file").asText();
      TrustAnchors trust = TrustAnchors.parse(file(each.get("trust").asText()));
      Optional<byte[]> since =
          Optional.ofNullable(each.get("since")).map(earlier -> file(earlier.asText()));
      Verification found = new BundleVerifier(trust).verify(file(name), since);

      assertThat(found.status().exit())
          .as("%s: %s", name, found.finding())
          .isEqualTo(each.at("/expect/status").asInt());
      JsonNode finding = each.at("/expect/finding");
      assertThat(found.finding().isPresent()).as(name).isEqualTo(!finding.isMissingNode());
      if (found.finding().isPresent()) {
        BundleFinding what = found.finding().get();
        assertThat(what.code().text() + " " + what.place())
            .as("%s: %s", name, what)
            .isEqualTo(finding.get("code").asText() + " " + finding.get("place").asText());
      }
      if (each.at("/expect/verdict").isTextual()) {
        assertThat(found.verdict().orElseThrow().name())
            .as(name)
            .isEqualTo(each.at("/expect/verdict").asText());
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(folder().resolve(file.getKey()))
          .as("an example has drifted: if that is meant, raise Answer.RULES and write them anew")
          .hasBinaryContent(file.getValue());
    }
    try (Stream<Path> there = Files.list(folder())) {
      assertThat(there.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files.keySet());
    }
  }

  private byte[] file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new AssertionError("the manifest names " + name + ", which is not there");
    }
    return bytes;
  }

  private void write() throws IOException {
    Files.createDirectories(folder());
    try (Stream<Path> old = Files.list(folder())) {
      for (Path path : old.toList()) {
        Files.delete(path);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder().resolve(file.getKey()), file.getValue());
    }
  }
}
