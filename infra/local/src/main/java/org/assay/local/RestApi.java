package org.assay.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.functions.gateway.ProxyRequest;
import org.jspecify.annotations.Nullable;

/** What an API Gateway REST API makes of a request, besides the request itself. */
final class RestApi {
  /** The stage that the local exchange says it is. */
  static final String STAGE = "local";

  /** The Common Log Format's time, which API Gateway uses. */
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final List<String> IDENTITY_NULLS =
      List.of(
          "cognitoIdentityPoolId",
          "accountId",
          "cognitoIdentityId",
          "caller",
          "accessKey",
          "cognitoAuthenticationType",
          "cognitoAuthenticationProvider",
          "userArn",
          "user");

  private RestApi() {}

  /** Adds to an event what API Gateway knows about itself and the client. */
  static void complete(ObjectNode event, ProxyRequest request, Map<String, String> parameters) {
    if (!parameters.isEmpty()) {
      parameters.forEach(event.putObject("pathParameters")::put);
    }
    Instant now = Instant.now();
    ObjectNode context = event.withObject("/requestContext");
    context.put("resourceId", "local");
    context.put("extendedRequestId", request.requestId());
    context.put("requestTime", LOG_TIME.format(now));
    context.put("requestTimeEpoch", now.toEpochMilli());
    context.put("path", "/" + STAGE + request.path());
    context.put("stage", STAGE);
    context.put("accountId", "000000000000");
    context.put("apiId", "local");
    context.put("protocol", "HTTP/1.1");
    context.put("domainName", request.header("Host").orElse("127.0.0.1"));
    context.put("domainPrefix", "local");
    ObjectNode identity = context.withObject("/identity");
    IDENTITY_NULLS.forEach(identity::putNull);
    identity.put("userAgent", request.header("User-Agent").orElse(null));
  }

  /** The decoded parameters of a query in their order; a REST API decodes them. */
  static Map<String, List<String>> query(@Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String part : raw.split("&")) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        query.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
      }
    }
    return query;
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
