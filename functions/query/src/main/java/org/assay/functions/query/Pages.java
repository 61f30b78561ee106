package org.assay.functions.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an answer that is larger than a function may give into pages. Lists are cut between their
 * elements, in one fixed order, so that the pages of one state, one after the other, are the whole.
 * An answer that fits is one page and says nothing of pages.
 */
final class Pages {
  /** What repeats on each page. */
  private static final List<String> ON_EACH = List.of("lot", "verdict", "evaluatedOn", "asOf");

  private static final List<String> LISTS =
      List.of("upstream", "steps", "downstream", "facilities", "checks");

  /** Room for the members of a page that are not elements of a list. */
  private static final int FRAME = 4_096;

  private Pages() {}

  /**
   * The pages of an answer.
   *
   * @param most how many bytes a page may have as a string in JSON, in which it travels; only a
   *     single element, or all that is in no list, may be larger by itself
   */
  static List<ObjectNode> of(ObjectNode whole, int most) {
    if (size(whole) <= most) {
      return List.of(whole);
    }
    List<ObjectNode> pages = new ArrayList<>();
    ObjectNode page = whole.deepCopy();
    LISTS.forEach(list -> page.putArray(list));
    pages.add(page);
    int used = size(page) + FRAME;
    for (String list : LISTS) {
      for (JsonNode element : whole.path(list)) {
        int size = size(element) + 1;
        if (used + size > most) {
          pages.add(next(whole));
          used = FRAME;
        }
        ((ArrayNode) pages.get(pages.size() - 1).path(list)).add(element);
        used += size;
      }
    }
    for (int i = 0; i < pages.size(); i++) {
      pages.get(i).put("page", i).put("pages", pages.size());
    }
    return pages;
  }

  private static ObjectNode next(ObjectNode whole) {
    ObjectNode page = whole.objectNode();
    for (String name : ON_EACH) {
      if (whole.has(name)) {
        page.set(name, whole.get(name));
      }
    }
    LISTS.forEach(list -> page.putArray(list));
    return page;
  }

  /** How many bytes JSON has inside of a string, where quotation marks are escaped. */
  static int size(JsonNode json) {
    int size = 0;
    for (byte each : json.toString().getBytes(StandardCharsets.UTF_8)) {
      size += each == '"' || each == '\\' ? 2 : 1;
    }
    return size;
  }
}
