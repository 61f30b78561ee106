package org.assay.traceability.bundle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is changed in a bundle is found, and a bundle with less in it never says more. */
class BundlePropertiesTest {
  private static final Bundled WORLD = new Bundled();
  private static final BundleVerifier VERIFIER = new BundleVerifier(WORLD.trust());
  private static final List<byte[]> BUNDLES =
      List.of(
          WORLD.bundle(Bundled.GOOD),
          WORLD.bundle(Bundled.REVOKED),
          WORLD.bundle(Bundled.GOOD, OptionalLong.of(BundleTest.size(WORLD.earlier))));

  @Test
  void oneChangedByteIsFound() {
    changedBytesAreFound(300, 1);
  }

  @Test
  @Tag("slow")
  void oneChangedByteIsFoundTenThousandTimes() {
    changedBytesAreFound(10_000, 2);
  }

  @Test
  void oneChangedElementIsFoundUnderADigestThatFits() {
    changedElementsAreFound(200, 3);
  }

  @Test
  @Tag("slow")
  void oneChangedElementIsFoundUnderADigestThatFitsTenThousandTimes() {
    changedElementsAreFound(10_000, 4);
  }

  private static void changedBytesAreFound(int times, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      byte[] changed = changedByte(BUNDLES.get(i % BUNDLES.size()), random);
      assertFound(VERIFIER.verify(changed), "seed " + seed + ", change " + i);
    }
  }

  private static byte[] changedByte(byte[] bundle, Random random) {
    int at = random.nextInt(bundle.length);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] changed = bundle.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        yield changed;
      }
      case 1 -> {
        byte[] changed = bundle.clone();
        changed[at] += (byte) (1 + random.nextInt(255));
        yield changed;
      }
      case 2 -> {
        byte[] less = new byte[bundle.length - 1];
        System.arraycopy(bundle, 0, less, 0, at);
        System.arraycopy(bundle, at + 1, less, at, less.length - at);
        yield less;
      }
      default -> {
        byte[] more = new byte[bundle.length + 1];
        System.arraycopy(bundle, 0, more, 0, at);
        more[at] = (byte) random.nextInt(256);
        System.arraycopy(bundle, at, more, at + 1, bundle.length - at);
        yield more;
      }
    };
  }

  private static void assertFound(Verification found, String what) {
    assertThat(found.finding()).as(what).isPresent();
    assertThat(found.status())
        .as("%s: %s", what, found.finding())
        .isIn(Verification.Status.EVIDENCE_FAILS, Verification.Status.CANNOT_SAY);
    if (found.status() == Verification.Status.CANNOT_SAY) {
      assertThat(found.finding().orElseThrow().code())
          .as(what)
          .isEqualTo(BundleFinding.Code.VERSION);
    }
    assertThat(found.finding().orElseThrow().sentence()).as(what).isNotBlank();
  }

  private static void changedElementsAreFound(int times, long seed) {
    Random random = new Random(seed);
    Map<BundleFinding.Code, Integer> codes = new EnumMap<>(BundleFinding.Code.class);
    for (int i = 0; i < times; i++) {
      // A proof that nobody asks for shows nothing by itself, so the third is left out here.
      byte[] bundle = BUNDLES.get(i % 2);
      ObjectNode json = Edits.parse(bundle);
      String where = change(json, random);
      byte[] changed = BundleWriter.seal(json);
      if (Arrays.equals(changed, bundle) || where.equals("/answer/on")) {
        continue;
      }
      Verification found = VERIFIER.verify(changed);
      assertThat(found.finding())
          .as("seed %s, change %s at %s: %s", seed, i, where, found.status())
          .isPresent();
      BundleFinding finding = found.finding().get();
      assertThat(finding.code())
          .as("seed %s, change %s at %s", seed, i, where)
          .isNotEqualTo(BundleFinding.Code.DIGEST);
      codes.merge(finding.code(), 1, Integer::sum);
    }
    assertThat(codes.keySet())
        .contains(
            BundleFinding.Code.FORM,
            BundleFinding.Code.ORDER,
            BundleFinding.Code.ANSWER,
            BundleFinding.Code.STATEMENT,
            BundleFinding.Code.INCLUSION);
  }

  /** Changes one element somewhere; says where. */
  private static String change(ObjectNode json, Random random) {
    List<String> places = new ArrayList<>();
    List<JsonNode> parents = new ArrayList<>();
    collect(json, "", places, parents);
    int choice = random.nextInt(places.size());
    String place = places.get(choice);
    String name = place.substring(place.lastIndexOf('/') + 1);
    JsonNode parent = parents.get(choice);
    if (parent instanceof ArrayNode list) {
      int at = Integer.parseInt(name);
      switch (random.nextInt(4)) {
        case 0 -> list.remove(at);
        case 1 -> list.insert(at, list.get(at).deepCopy());
        case 2 -> {
          int other = random.nextInt(list.size());
          JsonNode first = list.get(at);
          list.set(at, list.get(other));
          list.set(other, first);
        }
        default -> list.set(at, changed(list.get(at), random));
      }
    } else {
      ObjectNode object = (ObjectNode) parent;
      String member = name.replace("~1", "/").replace("~0", "~");
      switch (random.nextInt(4)) {
        case 0 -> object.remove(member);
        case 1 -> object.set("x" + random.nextInt(100), object.get(member));
        default -> object.set(member, changed(object.get(member), random));
      }
    }
    return place;
  }

  private static void collect(
      JsonNode json, String place, List<String> places, List<JsonNode> parents) {
    if (json instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!name.equals("digest") || !place.isEmpty()) {
                  places.add(JsonDifference.pointer(place, name));
                  parents.add(json);
                  collect(object.get(name), JsonDifference.pointer(place, name), places, parents);
                }
              });
    } else if (json instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        places.add(place + "/" + i);
        parents.add(json);
        collect(list.get(i), place + "/" + i, places, parents);
      }
    }
  }

  private static JsonNode changed(JsonNode old, Random random) {
    if (old.isTextual() && !old.textValue().isEmpty()) {
      StringBuilder text = new StringBuilder(old.textValue());
      int at = random.nextInt(text.length());
      text.setCharAt(at, (char) ('A' + random.nextInt(58)));
      return new TextNode(text.toString());
    }
    if (old.isIntegralNumber()) {
      return new IntNode(Math.max(0, old.asInt() + random.nextInt(5) - 2));
    }
    return old.isContainerNode() && old.size() == 0 ? new TextNode("x") : new IntNode(7);
  }

  @Test
  void withAnythingLeftOutTheAnswerIsNeverBetter() {
    byte[] good = BUNDLES.get(0);
    Bundle all = Edits.read(good);
    for (Bundle.About about : all.subjects()) {
      String name = about.subject().id();
      Verification without = VERIFIER.verify(Edits.leavingOut(good, lists -> lists.remove(name)));
      assertThat(without.status())
          .as("without %s: %s", name, without.finding())
          .isNotEqualTo(Verification.Status.VERIFIED);
      for (int i = 0; i < about.entries().size(); i++) {
        int place = i;
        Verification fewer =
            VERIFIER.verify(
                Edits.leavingOut(good, lists -> requireNonNull(lists.get(name)).remove(place)));
        boolean isNewest = i == about.entries().size() - 1;
        boolean mayPass = name.startsWith("facility:") || (isNewest && name.equals("registry"));
        // What links cannot show: see docs/bundle.md. The log does.
        if (!mayPass) {
          assertThat(fewer.verdict().filter(Verdict.PASS::equals))
              .as("without entry %s of %s: %s", i, name, fewer.finding())
              .isEmpty();
        }
      }
    }
  }
}
