package org.assay.functions.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.assay.attestation.RejectedException;

/**
 * A Lambda function behind the REST proxy integration. Subclasses answer requests; this is the one
 * place where what they throw becomes an answer, so that no client ever reads a stack trace.
 *
 * <p>An {@link Error} is let through: the process is then in no state to go on, and Lambda replaces
 * it.
 */
public abstract class ProxyHandler implements RequestStreamHandler {
  private static final int MOST_FRAMES = 40;

  /**
   * Answers one request.
   *
   * @throws RejectedException where a statement is refused; answered with its problem
   * @throws Exception for whatever was not expected; logged, and answered with status 500
   */
  protected abstract ProxyResponse handle(ProxyRequest request, Context context) throws Exception;

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context)
      throws IOException {
    out.write(EventJson.write(answer(in.readAllBytes(), context).toEvent()));
  }

  private ProxyResponse answer(byte[] event, Context context) {
    String requestId = context.getAwsRequestId();
    try {
      ProxyRequest request = ProxyRequest.fromEvent(event);
      requestId = request.requestId();
      return handle(request, context);
    } catch (RejectedException e) {
      return Problem.of(e.rejection()).toResponse();
    } catch (Exception e) {
      LogLine.write(context, logLine(requestId, context, e));
      return Problem.of(
              "internal",
              "Something went wrong here",
              500,
              "The request was not at fault. It is logged under its request id.")
          .remedy("Try again; submitting the same statement again is free of harm.")
          .with("requestId", TextNode.valueOf(requestId))
          .toResponse();
    }
  }

  private static ObjectNode logLine(String requestId, Context context, Exception e) {
    ObjectNode line = EventJson.MAPPER.createObjectNode();
    line.put("level", "ERROR");
    line.put("message", "a request ended in an unexpected exception");
    line.put("requestId", requestId);
    line.put("awsRequestId", context.getAwsRequestId());
    line.put("function", context.getFunctionName());
    ArrayNode causes = line.putArray("causes");
    int frames = 0;
    for (Throwable cause = e; cause != null && causes.size() < 8; cause = cause.getCause()) {
      ObjectNode described = causes.addObject();
      described.put("exception", cause.getClass().getName());
      described.put("message", cause.getMessage());
      ArrayNode stack = described.putArray("stack");
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (frames++ < MOST_FRAMES) {
          stack.add(frame.toString());
        }
      }
    }
    return line;
  }
}
