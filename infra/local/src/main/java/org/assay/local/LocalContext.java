package org.assay.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What Lambda tells a function about one invocation. */
final class LocalContext implements Context, LambdaLogger {
  private final String functionName;
  private final String requestId;
  private final long deadlineNanos;
  private final PrintStream log;

  LocalContext(String functionName, String requestId, Duration timeout, PrintStream log) {
    this.functionName = functionName;
    this.requestId = requestId;
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    this.log = log;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getFunctionName() {
    return functionName;
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:" + EmbeddedAws.REGION + ":000000000000:function:" + functionName;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + functionName;
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null; // Only for calls from a mobile SDK.
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null; // Only for calls from a mobile SDK.
  }

  @Override
  public int getRemainingTimeInMillis() {
    long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    return (int) Math.max(0, left);
  }

  @Override
  public int getMemoryLimitInMB() {
    return (int) Math.min(10_240, Runtime.getRuntime().maxMemory() >> 20);
  }

  @Override
  public LambdaLogger getLogger() {
    return this;
  }

  @Override
  public void log(String message) {
    log.println(message.stripTrailing());
  }

  @Override
  public void log(byte[] message) {
    log(new String(message, StandardCharsets.UTF_8));
  }
}
