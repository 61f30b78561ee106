package org.assay.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Changes of seeds, the same in every run: a few of bytes, numbers, words and parts of others, and
 * where the seed is JSON, half of the time of its tree.
 */
final class Mutations {
  /** What parsers treat in a way of its own. */
  private static final List<byte[]> WORDS =
      List.of(
              "\"",
              "\\",
              "\\u0000",
              "\\ud800",
              "{",
              "}",
              "[",
              "]",
              "{\"\":",
              "[[[[[[[[",
              ":",
              ",",
              "null",
              "true",
              "-1",
              "0",
              "00",
              "-0",
              "1e400",
              "1E-999999999",
              "1e2147483648",
              "1.0",
              "9223372036854775807",
              "9223372036854775808",
              "18446744073709551616",
              "=",
              "==",
              "-_",
              "+/",
              ".",
              "..",
              "../",
              "/",
              "//",
              "%2F",
              "%",
              "%00",
              "%c0%af",
              "x",
              ".p/",
              "#",
              "+",
              "\n",
              "\n\n",
              "\r\n",
              "\r",
              "\t",
              " ",
              "\0",
              "\u2014 ",
              "\u0085",
              "\u2028",
              "\ufeff",
              "\u0130",
              "\ud83d\ude00",
              "did:web:",
              "did:key:z",
              "2026-02-30T24:00:00Z",
              "+1000000000-12-31T23:59:59.999999999Z",
              "none",
              "x5c",
              "kid",
              "alg",
              "crit")
          .stream()
          .map(word -> word.getBytes(StandardCharsets.UTF_8))
          .toList();

  private static final int MOST_BYTES = 64 * 1024;

  private final List<byte[]> seeds;
  private final Random random;
  private final JsonMutations json;

  Mutations(List<byte[]> seeds, long seed) {
    this.seeds = seeds;
    this.random = new Random(seed);
    this.json = new JsonMutations(seeds, random);
  }

  byte[] next() {
    byte[] input = some();
    if (random.nextInt(2) == 0) {
      Optional<byte[]> changed = json.changed(input);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      input = changed(input);
    }
    return input.length > MOST_BYTES ? Arrays.copyOf(input, MOST_BYTES) : input;
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = Math.min(input.length, at + random.nextInt(1 + random.nextInt(64)));
    return switch (random.nextInt(10)) {
      case 0, 1 -> {
        byte[] changed = input.clone();
        if (at < changed.length) {
          changed[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield changed;
      }
      case 2 -> {
        byte[] changed = input.clone();
        if (at < changed.length) {
          changed[at] = (byte) random.nextInt(256);
        }
        yield changed;
      }
      case 3 -> replaced(input, at, to, new byte[0]);
      case 4 -> replaced(input, to, to, Arrays.copyOfRange(input, at, to));
      case 5, 6 -> replaced(input, at, at, WORDS.get(random.nextInt(WORDS.size())));
      case 7 -> replaced(input, at, to, WORDS.get(random.nextInt(WORDS.size())));
      case 8 -> {
        byte[] other = some();
        int from = random.nextInt(other.length + 1);
        int end = Math.min(other.length, from + random.nextInt(256));
        yield replaced(input, at, to, Arrays.copyOfRange(other, from, end));
      }
      default ->
          random.nextInt(4) == 0
              ? Arrays.copyOf(input, at)
              : replaced(input, at, at, repeated(input, at));
    };
  }

  /** One byte, many times. */
  private byte[] repeated(byte[] input, int at) {
    byte[] many = new byte[1 << random.nextInt(13)];
    Arrays.fill(many, at < input.length ? input[at] : (byte) random.nextInt(256));
    return many;
  }

  private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, from);
    out.writeBytes(by);
    out.write(input, to, input.length - to);
    return out.toByteArray();
  }

  private byte[] some() {
    return seeds.get(random.nextInt(seeds.size()));
  }
}
