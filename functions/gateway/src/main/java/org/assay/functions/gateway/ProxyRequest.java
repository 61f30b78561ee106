package org.assay.functions.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as API Gateway hands it to a function: the event of the REST proxy integration, payload
 * format 1.0.
 *
 * @param method the HTTP method, in capitals
 * @param path the path as the client sent it, without the stage, still percent-encoded, as a REST
 *     API delivers it
 * @param resource the template that API Gateway matched, such as {@code /v1/lots/{id}}
 * @param headers values by name in any case
 * @param query values by name, decoded, in the order of the request
 * @param body the bytes that the client sent; empty where there is no body
 * @param sourceIp the address of the client
 * @param requestId names the request in logs
 */
@SuppressWarnings("ArrayRecordComponent") // A body is handed through, never compared or kept.
public record ProxyRequest(
    String method,
    String path,
    @Nullable String resource,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    byte[] body,
    @Nullable String sourceIp,
    String requestId) {

  public ProxyRequest {
    requireNonNull(method);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a request's path starts with a slash: " + path);
    }
    headers = EventJson.headers(headers);
    query = EventJson.ordered(query);
    requireNonNull(body);
    requireNonNull(requestId);
  }

  /** A request without headers, query and body, to be filled by the {@code with} methods. */
  public static ProxyRequest of(String method, String path) {
    return new ProxyRequest(method, path, null, Map.of(), Map.of(), new byte[0], null, "local");
  }

  /** This request with one more value of a header. */
  public ProxyRequest withHeader(String name, String value) {
    return new ProxyRequest(
        method, path, resource, plus(headers, name, value), query, body, sourceIp, requestId);
  }

  /** This request with one more value of a query parameter, given decoded. */
  public ProxyRequest withQuery(String name, String value) {
    return new ProxyRequest(
        method, path, resource, headers, plus(query, name, value), body, sourceIp, requestId);
  }

  /** This request with a body. */
  public ProxyRequest withBody(String contentType, byte[] bytes) {
    return new ProxyRequest(method, path, resource, headers, query, bytes, sourceIp, requestId)
        .withHeader("Content-Type", contentType);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The first value of a query parameter. */
  public Optional<String> query(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The media type of the body in small letters, without parameters. */
  public Optional<String> contentType() {
    return header("Content-Type").map(MediaTypes::withoutParameters);
  }

  /**
   * Reads an event.
   *
   * @throws IllegalArgumentException if this is no REST proxy event
   */
  public static ProxyRequest fromEvent(byte[] json) {
    ObjectNode event = EventJson.readObject(json);
    JsonNode context = event.path("requestContext");
    return new ProxyRequest(
        text(event, "httpMethod"),
        text(event, "path"),
        event.path("resource").textValue(),
        EventJson.values(event, "headers", "multiValueHeaders"),
        EventJson.values(event, "queryStringParameters", "multiValueQueryStringParameters"),
        EventJson.body(event),
        context.path("identity").path("sourceIp").textValue(),
        context.path("requestId").asText("unknown"));
  }

  /**
   * Writes the event. Its request context has what Assay reads; whoever stands in for API Gateway
   * adds the rest.
   *
   * @param asBase64 whether the API treats the body's media type as binary
   */
  public ObjectNode toEvent(boolean asBase64) {
    ObjectNode event = EventJson.MAPPER.createObjectNode();
    event.put("resource", resource == null ? path : resource);
    event.put("path", path);
    event.put("httpMethod", method);
    // API Gateway writes null, not {}, where there is none.
    event.set("headers", headers.isEmpty() ? null : EventJson.lastValues(headers));
    event.set("multiValueHeaders", headers.isEmpty() ? null : EventJson.allValues(headers));
    event.set("queryStringParameters", query.isEmpty() ? null : EventJson.lastValues(query));
    event.set(
        "multiValueQueryStringParameters", query.isEmpty() ? null : EventJson.allValues(query));
    event.putNull("pathParameters");
    event.putNull("stageVariables");
    ObjectNode context = event.putObject("requestContext");
    context.put("requestId", requestId);
    context.put("httpMethod", method);
    context.put("resourcePath", resource == null ? path : resource);
    context.put("path", path);
    context.putObject("identity").put("sourceIp", sourceIp);
    if (body.length == 0) {
      event.putNull("body");
      event.put("isBase64Encoded", false);
    } else {
      event.put(
          "body",
          asBase64
              ? Base64.getEncoder().encodeToString(body)
              : new String(body, StandardCharsets.UTF_8));
      event.put("isBase64Encoded", asBase64);
    }
    return event;
  }

  private static String text(ObjectNode event, String name) {
    String text = event.path(name).textValue();
    if (text == null) {
      throw new IllegalArgumentException("not a REST proxy event: it has no " + name);
    }
    return text;
  }

  private static Map<String, List<String>> plus(
      Map<String, List<String>> values, String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(values);
    more.merge(
        name,
        List.of(value),
        (before, added) -> Stream.concat(before.stream(), added.stream()).toList());
    return more;
  }
}
