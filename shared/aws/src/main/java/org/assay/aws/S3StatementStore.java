package org.assay.aws;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.StatementStore;
import org.assay.ledger.StoreUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Statements as S3 objects {@code statements/<digest>}, written with {@code If-None-Match: *}. S3
 * is not trusted: what it gives back is hashed before anybody sees it.
 */
final class S3StatementStore implements StatementStore {
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TRIES = 3;

  private final S3Client s3;
  private final String bucket;
  private final Executor executor;

  S3StatementStore(S3Client s3, String bucket, Executor executor) {
    this.s3 = s3;
    this.bucket = bucket;
    this.executor = executor;
  }

  @Override
  public Digest put(byte[] statement) {
    Digest digest = Digest.of(statement);
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key(digest))
            .contentType("application/jose")
            .ifNoneMatch("*")
            .build();
    for (int attempt = 1; ; attempt++) {
      try {
        s3.putObject(request, RequestBody.fromBytes(statement));
        return digest;
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED) {
          return digest;
        }
        // S3 answers 409 where a write of the same key is under way; it asks for another try.
        if (e.statusCode() != CONFLICT || attempt == TRIES) {
          throw unavailable("statement " + digest + " was not stored", e);
        }
      } catch (SdkException e) {
        throw unavailable("statement " + digest + " was not stored", e);
      }
    }
  }

  @Override
  public void putAll(Collection<byte[]> statements) {
    Parallel.all(List.copyOf(statements), this::put, executor);
  }

  @Override
  public Optional<byte[]> get(Digest digest) {
    try {
      byte[] bytes =
          s3.getObjectAsBytes(GetObjectRequest.builder().bucket(bucket).key(key(digest)).build())
              .asByteArray();
      if (!Digest.of(bytes).equals(digest)) {
        throw new IntegrityFault("statement " + digest + ": what is stored has another digest");
      }
      return Optional.of(bytes);
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw unavailable("statement " + digest + " was not read", e);
    }
  }

  @Override
  public Map<Digest, byte[]> getAll(Collection<Digest> digests) {
    List<Digest> wanted = List.copyOf(new HashSet<>(digests));
    List<Optional<byte[]>> found = Parallel.all(wanted, this::get, executor);
    Map<Digest, byte[]> statements = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      Digest digest = wanted.get(i);
      found.get(i).ifPresent(bytes -> statements.put(digest, bytes));
    }
    return statements;
  }

  private static String key(Digest digest) {
    return "statements/" + digest.hex();
  }

  private static StoreUnavailable unavailable(String what, SdkException e) {
    return new StoreUnavailable("S3: " + what, e);
  }
}
