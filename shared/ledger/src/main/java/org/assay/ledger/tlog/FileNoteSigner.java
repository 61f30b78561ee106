package org.assay.ledger.tlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A signing key in a file, for a log on one machine: the form of {@code
 * golang.org/x/mod/sumdb/note}, {@code PRIVATE+KEY+name+id+base64(0x01 ‖ seed)}, in one line, with
 * the public key in a second. It never prints its secret. Thread-safe.
 */
public final class FileNoteSigner implements NoteSigner {
  private static final String PREFIX = "PRIVATE+KEY+";
  private static final int SEED_BYTES = 32;

  /** What comes before a raw Ed25519 seed in its PKCS #8 form (RFC 8410 §7). */
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final PrivateKey privateKey;
  private final NoteKey key;

  private FileNoteSigner(PrivateKey privateKey, NoteKey key) {
    this.privateKey = privateKey;
    this.key = key;
  }

  /**
   * The key in a file, which is made where it is missing, readable by its owner alone.
   *
   * @param name the log's origin
   * @throws IOException if the file cannot be read or made, or holds another log's key
   */
  public static FileNoteSigner open(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      create(file, name);
    }
    // Bytes that are no UTF-8 become characters that no key has, and are refused below.
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    try {
      if (lines.size() != 2) {
        throw new IllegalArgumentException("it has not two lines");
      }
      FileNoteSigner signer = of(lines.get(0), NoteKey.parse(lines.get(1)));
      if (!signer.key.name().equals(name)) {
        throw new IllegalArgumentException("it is the key of the log " + signer.key.name());
      }
      return signer;
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " does not hold the signing key of " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * A key from its private text form and the public key that belongs to it.
   *
   * @throws IllegalArgumentException if the two do not belong together
   */
  public static FileNoteSigner of(String secret, NoteKey key) {
    String[] parts = secret.split("\\+", 5);
    if (!secret.startsWith(PREFIX)
        || parts.length != 5
        || !parts[2].equals(key.name())
        || !parts[3].equals(HexFormat.of().formatHex(key.id()))) {
      throw new IllegalArgumentException(
          "not a private key of a log in the form PRIVATE+KEY+name+id+base64");
    }
    byte[] typed = StrictBase64.decode(parts[4]);
    if (typed.length != 1 + SEED_BYTES || typed[0] != NoteKey.ED25519) {
      throw new IllegalArgumentException("only Ed25519 keys of logs are known");
    }
    FileNoteSigner signer =
        new FileNoteSigner(privateKey(Arrays.copyOfRange(typed, 1, typed.length)), key);
    byte[] probe = "assay".getBytes(StandardCharsets.US_ASCII);
    if (!key.verifies(probe, signer.sign(probe))) {
      throw new IllegalArgumentException("the private key is not that of the public key");
    }
    return signer;
  }

  private static void create(Path file, String name) throws IOException {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    byte[] typed = new byte[1 + SEED_BYTES];
    typed[0] = NoteKey.ED25519;
    System.arraycopy(seed, 0, typed, 1, SEED_BYTES);
    NoteKey key = new NoteKey(name, publicKey(seed));
    String id = HexFormat.of().formatHex(key.id());
    String text =
        PREFIX
            + name
            + "+"
            + id
            + "+"
            + Base64.getEncoder().encodeToString(typed)
            + "\n"
            + key
            + "\n";
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException(file + " is no place for a file");
    }
    Files.createDirectories(parent);
    // Written aside and then linked, so that nobody ever finds half a key under the name.
    Path whole =
        Files.createTempFile(
            parent,
            ".key",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(whole, text);
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Somebody else made it at the same moment; theirs counts.
    } finally {
      Files.delete(whole);
    }
  }

  /**
   * The public key of a seed: what the platform's generator makes when its randomness is that seed
   * (RFC 8032 §5.1.5).
   */
  private static byte[] publicKey(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
      PublicKey publicKey = generator.generateKeyPair().getPublic();
      byte[] encoded = publicKey.getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - SEED_BYTES, encoded.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }

  private static PrivateKey privateKey(byte[] seed) {
    byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + SEED_BYTES);
    System.arraycopy(seed, 0, encoded, PKCS8.length, SEED_BYTES);
    try {
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 seed", e);
    }
  }

  @Override
  public NoteKey key() {
    return key;
  }

  @Override
  public byte[] sign(byte[] text) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(privateKey);
      ed25519.update(text);
      return ed25519.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs any text", e);
    }
  }

  @Override
  public String toString() {
    return "signing key of " + key.name();
  }

  /** Hands out a seed that was drawn before. */
  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] seed;

    FixedRandom(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
