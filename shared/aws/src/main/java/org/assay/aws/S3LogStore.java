package org.assay.aws;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.StoreUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The public log as S3 objects below {@code log/}, with the cache headers that C2SP tlog-tiles asks
 * for.
 */
final class S3LogStore implements LogStore {
  private static final String PREFIX = "log/";
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TRIES = 3;

  private final S3Client s3;
  private final String bucket;
  private final Executor executor;

  S3LogStore(S3Client s3, String bucket, Executor executor) {
    this.s3 = s3;
    this.bucket = bucket;
    this.executor = executor;
  }

  @Override
  public void put(String path, byte[] content) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(PREFIX + path)
            .contentType("application/octet-stream")
            .cacheControl("public, max-age=604800, immutable")
            .ifNoneMatch("*")
            .build();
    for (int attempt = 1; ; attempt++) {
      try {
        s3.putObject(request, RequestBody.fromBytes(content));
        return;
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED) {
          requireSame(path, content);
          return;
        }
        // S3 answers 409 where a write of the same key is under way; it asks for another try.
        if (e.statusCode() != CONFLICT || attempt == TRIES) {
          throw unavailable(path + " was not stored", e);
        }
      } catch (SdkException e) {
        throw unavailable(path + " was not stored", e);
      }
    }
  }

  private void requireSame(String path, byte[] content) {
    if (get(path).filter(there -> Arrays.equals(there, content)).isEmpty()) {
      throw new IntegrityFault("the log's file " + path + " is there with other content");
    }
  }

  @Override
  public void putAll(Map<String, byte[]> contents) {
    Parallel.forEach(
        List.copyOf(contents.entrySet()), file -> put(file.getKey(), file.getValue()), executor);
  }

  @Override
  public void putCheckpoint(byte[] note) {
    try {
      s3.putObject(
          PutObjectRequest.builder()
              .bucket(bucket)
              .key(PREFIX + CHECKPOINT)
              .contentType("text/plain; charset=utf-8")
              .cacheControl("public, max-age=2")
              .build(),
          RequestBody.fromBytes(note));
    } catch (SdkException e) {
      throw unavailable("the checkpoint was not stored", e);
    }
  }

  @Override
  public Optional<byte[]> get(String path) {
    try {
      return Optional.of(
          s3.getObjectAsBytes(GetObjectRequest.builder().bucket(bucket).key(PREFIX + path).build())
              .asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw unavailable(path + " was not read", e);
    }
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> paths) {
    List<String> wanted = List.copyOf(new HashSet<>(paths));
    List<Optional<byte[]>> found = Parallel.all(wanted, this::get, executor);
    Map<String, byte[]> files = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String path = wanted.get(i);
      found.get(i).ifPresent(bytes -> files.put(path, bytes));
    }
    return files;
  }

  private static StoreUnavailable unavailable(String what, SdkException e) {
    return new StoreUnavailable("S3: " + what, e);
  }
}
