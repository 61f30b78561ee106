package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the parties of an answer are called, in the place of their DIDs. Nothing but the registry
 * says what somebody is called; where two are called alike, each keeps its DID beside its name. Not
 * thread-safe.
 */
final class Names {
  // What follows a fragment or a path names something else than the party.
  private static final Pattern DID =
      Pattern.compile("(?<![A-Za-z0-9._~:/+%-])did:[a-z0-9]+:[A-Za-z0-9._%:-]++(?![/#])");

  private final Map<String, String> names = new HashMap<>();
  private final Set<String> alike = new HashSet<>();
  private final Map<String, String> used = new TreeMap<>();

  /**
   * @param parties as an exchange answers, names by DIDs
   */
  Names(JsonNode parties) {
    Set<String> seen = new HashSet<>();
    parties
        .fields()
        .forEachRemaining(
            party -> {
              String name = VisibleText.of(party.getValue().asText()).strip();
              if (!name.isEmpty()) {
                names.put(party.getKey(), name);
                if (!seen.add(name)) {
                  alike.add(name);
                }
              }
            });
  }

  /** The text with names for the DIDs that have one. */
  String in(String text) {
    Matcher matcher = DID.matcher(text);
    StringBuilder named = new StringBuilder();
    while (matcher.find()) {
      String did = matcher.group();
      // A full stop or a colon at its end may be the sentence's.
      String bare = did.replaceFirst("[.:]+$", "");
      String name = name(names.containsKey(did) ? did : bare);
      if (name != null) {
        String rest = names.containsKey(did) ? "" : did.substring(bare.length());
        matcher.appendReplacement(named, Matcher.quoteReplacement(name + rest));
      }
    }
    return matcher.appendTail(named).toString();
  }

  private @Nullable String name(String did) {
    String name = names.get(did);
    if (name == null) {
      return null;
    }
    if (alike.contains(name)) {
      return name + " (" + did + ")";
    }
    used.put(name, did);
    return name;
  }

  /** Which DID each name stands for that was put into a text, in the order of the names. */
  List<String> legend() {
    List<String> legend = new ArrayList<>();
    used.forEach((name, did) -> legend.add(name + ": " + VisibleText.of(did)));
    return legend;
  }
}
