package org.assay.aws;

import java.util.Arrays;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.NoteKey;
import org.assay.ledger.tlog.NoteSigner;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs checkpoints with a key of AWS KMS (ECC_NIST_EDWARDS25519), which never leaves it.
 * Signatures are pure Ed25519 over the text itself (RAW): the pre-hashed variant that KMS has too
 * is another signature, which no reader of notes takes.
 */
final class KmsNoteSigner implements NoteSigner {
  /** What comes before a raw Ed25519 key in its X.509 form is 12 bytes long (RFC 8410 §4). */
  private static final int X509_PREFIX = 12;

  private final KmsClient kms;
  private final String keyId;
  private final NoteKey key;

  /**
   * @param name the log's origin
   * @throws StoreUnavailable if KMS does not give the public key
   */
  KmsNoteSigner(KmsClient kms, String keyId, String name) {
    this.kms = kms;
    this.keyId = keyId;
    try {
      byte[] encoded = kms.getPublicKey(get -> get.keyId(keyId)).publicKey().asByteArray();
      this.key = new NoteKey(name, Arrays.copyOfRange(encoded, X509_PREFIX, encoded.length));
    } catch (SdkException e) {
      throw new StoreUnavailable("KMS: the log's public key was not read", e);
    }
  }

  @Override
  public NoteKey key() {
    return key;
  }

  @Override
  public byte[] sign(byte[] text) {
    try {
      return kms.sign(
              sign ->
                  sign.keyId(keyId)
                      .messageType(MessageType.RAW)
                      .signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512)
                      .message(SdkBytes.fromByteArray(text)))
          .signature()
          .asByteArray();
    } catch (SdkException e) {
      throw new StoreUnavailable("KMS: the checkpoint was not signed", e);
    }
  }
}
