package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange says went wrong: problem details (RFC 9457), or as much as another answer tells.
 * The texts are those of the exchange and are not escaped for a terminal.
 *
 * @param type the stable URI of the cause; {@code about:blank} where the answer names none
 * @param title what the cause means
 * @param status the HTTP status; that of the one statement where it is a line of a batch
 * @param detail what happened in this case
 * @param pointer where in the payload, as a JSON Pointer; null where it is not about one place
 * @param remedy what would make it right; null where nothing is said
 * @param json the whole problem, with members that are not among these
 */
public record ReceivedProblem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String pointer,
    @Nullable String remedy,
    JsonNode json) {
  private static final String PREFIX = "urn:assay:problem:";

  /**
   * Reads a problem.
   *
   * @param httpStatus the status of the answer, for problems that do not repeat it
   */
  public static ReceivedProblem of(JsonNode json, int httpStatus) {
    int status = json.path("status").asInt(httpStatus);
    return new ReceivedProblem(
        json.path("type").asText("about:blank"),
        json.path("title").asText("HTTP status " + status),
        status,
        // An API Gateway that refuses by itself says {"message":…}.
        json.path("detail").asText(json.path("message").asText("")),
        json.path("pointer").textValue(),
        json.path("remedy").textValue(),
        json);
  }

  /** The last part of the type: the cause in one word, such as {@code unknown-key}. */
  public String slug() {
    return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
  }

  /** All of it in one line: title, detail, where, and what would make it right. */
  public String sentence() {
    StringBuilder text = new StringBuilder(title);
    if (!detail.isEmpty()) {
      text.append(": ").append(detail);
    }
    if (pointer != null) {
      text.append(" [at ").append(pointer).append(']');
    }
    if (remedy != null) {
      text.append(text.charAt(text.length() - 1) == '.' ? " " : ". ").append("To make it right: ");
      text.append(remedy);
    }
    return text.toString();
  }
}
