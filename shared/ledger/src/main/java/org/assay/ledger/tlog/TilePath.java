package org.assay.ledger.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile or an entry bundle is in the log (C2SP tlog-tiles): 256 hashes or entries, or fewer
 * at the right edge.
 *
 * @param level of the tile, 0 to 7; {@link #ENTRIES} for a bundle of entries
 * @param number from the left, from 0
 * @param width how many hashes or entries, 1 to 256
 */
public record TilePath(int level, long number, int width) {
  /** How many hashes or entries a full one has. */
  public static final int FULL = 256;

  /** Stands in the place of the level for a bundle of entries. */
  public static final int ENTRIES = -1;

  private static final Pattern SYNTAX =
      Pattern.compile("tile/(entries|[0-9])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

  /** Tiles above this level would need more leaves than a size can count. */
  private static final int MAX_LEVEL = 7;

  /**
   * @throws IllegalArgumentException if a part is out of range
   */
  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || number < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException(
          "no tile is at level " + level + ", number " + number + ", width " + width);
    }
  }

  /** The tile that has the hash of a complete subtree or one below it, in a tree of some size. */
  static TilePath holding(int level, long index, long size) {
    int tileLevel = level / 8;
    long number = index >> (8 - level % 8);
    long hashes = size >> (8 * tileLevel);
    return new TilePath(tileLevel, number, (int) Math.min(FULL, hashes - number * FULL));
  }

  /** The bundle that has an entry, in a log of some size. */
  public static TilePath bundleOf(long index, long size) {
    long number = index / FULL;
    return new TilePath(ENTRIES, number, (int) Math.min(FULL, size - number * FULL));
  }

  /** Reads a path; empty if it is not the one spelling of any file's. */
  public static Optional<TilePath> parse(String path) {
    Matcher matcher = SYNTAX.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
      long number = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
      int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
      return Optional.of(new TilePath(level, number, width))
          .filter(read -> read.toString().equals(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public boolean isFull() {
    return width == FULL;
  }

  /** The path below the log's prefix, such as {@code tile/0/x001/x234/067.p/5}. */
  @Override
  public String toString() {
    List<String> groups = new ArrayList<>();
    long rest = number;
    groups.add(group(rest));
    while ((rest /= 1000) > 0) {
      groups.add(0, "x" + group(rest));
    }
    return "tile/"
        + (level == ENTRIES ? "entries" : level)
        + "/"
        + String.join("/", groups)
        + (isFull() ? "" : ".p/" + width);
  }

  private static String group(long rest) {
    // Not in the digits of the machine's locale, which are part of a format with %d.
    return String.format(Locale.ROOT, "%03d", rest % 1000);
  }
}
