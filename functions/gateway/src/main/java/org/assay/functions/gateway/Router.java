package org.assay.functions.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the endpoint of a request by path and method, and answers itself where there is none: 404
 * for an unknown path, 405 with {@code Allow} for an unknown method (RFC 9110 §15.5.5, §15.5.6).
 * Set up once, then safe for use by many threads.
 */
public final class Router {
  /** Answers requests to one path template and method. */
  @FunctionalInterface
  public interface Endpoint {
    /**
     * @param path the parts that the template names, percent-decoded once
     */
    ProxyResponse handle(ProxyRequest request, Map<String, String> path, Context context)
        throws Exception;
  }

  private final TreeMap<PathTemplate, TreeMap<String, Endpoint>> routes = new TreeMap<>();

  /**
   * Adds an endpoint.
   *
   * @throws IllegalArgumentException if there is one already
   */
  public Router on(String method, String template, Endpoint endpoint) {
    Endpoint before =
        routes
            .computeIfAbsent(new PathTemplate(template), any -> new TreeMap<>())
            .putIfAbsent(method, endpoint);
    if (before != null) {
      throw new IllegalArgumentException("two endpoints for " + method + " " + template);
    }
    return this;
  }

  /** Answers the request. */
  public ProxyResponse route(ProxyRequest request, Context context) throws Exception {
    for (Map.Entry<PathTemplate, TreeMap<String, Endpoint>> route : routes.entrySet()) {
      Optional<Map<String, String>> path;
      try {
        path = route.getKey().match(request.path());
      } catch (IllegalArgumentException e) {
        return Problem.of(
                "path-invalid", "The path is not valid", 400, String.valueOf(e.getMessage()))
            .toResponse();
      }
      if (path.isPresent()) {
        Endpoint endpoint = route.getValue().get(request.method());
        return endpoint != null
            ? endpoint.handle(request, path.get(), context)
            : methodNotAllowed(request, List.copyOf(route.getValue().keySet()));
      }
    }
    return Problem.of("not-found", "There is nothing here", 404, "No resource has this path.")
        .toResponse();
  }

  private static ProxyResponse methodNotAllowed(ProxyRequest request, List<String> allowed) {
    String allow = String.join(", ", allowed);
    return Problem.of(
            "method-not-allowed",
            "The resource has no such method",
            405,
            "This resource cannot be asked to " + request.method() + ".")
        .remedy("Use " + allow + ".")
        .toResponse()
        .withHeader("Allow", allow);
  }
}
