package org.assay.functions.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer as API Gateway expects it from a function (REST proxy integration, payload format 1.0).
 *
 * @param status the HTTP status, 200 to 599
 * @param headers values by name in any case
 * @param body the bytes that the client is to get
 */
@SuppressWarnings("ArrayRecordComponent") // A body is handed through, never compared or kept.
public record ProxyResponse(int status, Map<String, List<String>> headers, byte[] body) {

  public ProxyResponse {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("not the status of an answer: " + status);
    }
    headers = EventJson.headers(headers);
    requireNonNull(body);
  }

  /** An answer without a body. */
  public static ProxyResponse empty(int status) {
    return new ProxyResponse(status, Map.of(), new byte[0]);
  }

  /** An answer of the given media type. */
  public static ProxyResponse of(int status, String contentType, byte[] body) {
    return new ProxyResponse(status, Map.of("Content-Type", List.of(contentType)), body);
  }

  /** An answer that is text. */
  public static ProxyResponse text(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer that is JSON. */
  public static ProxyResponse json(int status, JsonNode body) {
    return of(status, MediaTypes.JSON, EventJson.write(body));
  }

  /** This answer with one more value of a header. */
  public ProxyResponse withHeader(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    List<String> values = new ArrayList<>(headers.getOrDefault(name, List.of()));
    values.add(value);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, values);
    return new ProxyResponse(status, more, body);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /**
   * Reads what a function answered.
   *
   * @throws IllegalArgumentException if API Gateway would not take it for an answer
   */
  public static ProxyResponse fromEvent(byte[] json) {
    ObjectNode event = EventJson.readObject(json);
    JsonNode status = event.path("statusCode");
    if (!status.isInt()) {
      throw new IllegalArgumentException("not a proxy answer: statusCode is not a number");
    }
    return new ProxyResponse(
        status.intValue(),
        EventJson.values(event, "headers", "multiValueHeaders"),
        EventJson.body(event));
  }

  /** Writes the answer; a body that is not UTF-8 text goes as base64. */
  public ObjectNode toEvent() {
    ObjectNode event = EventJson.MAPPER.createObjectNode();
    event.put("statusCode", status);
    ObjectNode single = event.putObject("headers");
    ObjectNode multiple = EventJson.MAPPER.createObjectNode();
    headers.forEach(
        (name, values) -> {
          if (values.size() == 1) {
            single.put(name, values.get(0));
          } else {
            values.forEach(multiple.putArray(name)::add);
          }
        });
    if (!multiple.isEmpty()) {
      event.set("multiValueHeaders", multiple);
    }
    @Nullable String text = EventJson.utf8(body);
    event.put("body", text != null ? text : Base64.getEncoder().encodeToString(body));
    event.put("isBase64Encoded", text == null);
    return event;
  }
}
