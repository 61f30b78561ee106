package org.assay.attestation.jws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 (RFC 8032), with keys as RFC 8037 and RFC 8410 write them. */
final class Ed25519Scheme implements SignatureScheme {
  private static final String CURVE = "Ed25519";
  private static final int COORDINATE = 32;

  /** 2^255 − 19. */
  private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The order of the base point: 2^252 + 27742317777372353535851937790883648493. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  @Override
  public AlgorithmIdentifier identifier() {
    return new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
  }

  @Override
  public String secretMember() {
    return "d";
  }

  @Override
  public boolean isJwkOfThis(JsonNode jwk) {
    return jwk.path("kty").asText().equals("OKP") && jwk.path("crv").asText().equals(CURVE);
  }

  @Override
  public ObjectNode toJwk(byte[] publicKey) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("crv", CURVE)
        .put("kty", "OKP")
        .put("x", Base64Url.encode(publicKey));
  }

  @Override
  public byte[] publicKeyFromJwk(JsonNode jwk) {
    return JwkMember.bytes(jwk, "x", Ed25519.PUBLIC_KEY_SIZE);
  }

  @Override
  public AsymmetricKeyParameter publicKey(byte[] encoded) {
    if (encoded.length != Ed25519.PUBLIC_KEY_SIZE) {
      throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
    }
    // The full check: canonical, on the curve, and in the subgroup of prime order. Under a key of
    // low order one signature would fit many messages, so it would show nothing.
    if (!Ed25519.validatePublicKeyFull(encoded, 0)) {
      throw new IllegalArgumentException("not a valid Ed25519 public key");
    }
    return new Ed25519PublicKeyParameters(encoded);
  }

  @Override
  public byte[] encode(AsymmetricKeyParameter publicKey) {
    return ((Ed25519PublicKeyParameters) publicKey).getEncoded();
  }

  @Override
  public boolean isInRange(byte[] signature) {
    // R is a canonical encoding, and not the neutral element, for which a signature shows its key;
    // S is below the order of the base point (RFC 8032 §5.1.7).
    byte[] y = Arrays.copyOf(signature, COORDINATE);
    boolean isNegative = (y[COORDINATE - 1] & 0x80) != 0;
    y[COORDINATE - 1] &= 0x7f;
    BigInteger ordinate = littleEndian(y);
    return ordinate.compareTo(FIELD) < 0
        && !(ordinate.equals(BigInteger.ONE) && !isNegative)
        && littleEndian(Arrays.copyOfRange(signature, COORDINATE, 2 * COORDINATE)).compareTo(ORDER)
            < 0;
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  /**
   * Holds only if 𝑆·B = R + 𝑘·A, without a cofactor. Bouncy Castle also takes an R that is off by
   * a point of low order, as RFC 8032 §5.1.7 allows; with the key in the subgroup of prime order,
   * its equation is the strict one exactly if R is there too.
   */
  @Override
  public boolean verify(AsymmetricKeyParameter publicKey, byte[] input, byte[] signature) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, publicKey);
    signer.update(input, 0, input.length);
    return signer.verifySignature(signature) && Ed25519.validatePublicKeyFull(signature, 0);
  }

  @Override
  public byte[] generate(SecureRandom random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return seed;
  }

  @Override
  public AsymmetricKeyParameter secretKey(byte[] encoded) {
    if (encoded.length != Ed25519.SECRET_KEY_SIZE) {
      throw new IllegalArgumentException("an Ed25519 private key has 32 bytes");
    }
    return new Ed25519PrivateKeyParameters(encoded);
  }

  @Override
  public AsymmetricKeyParameter publicKeyOf(AsymmetricKeyParameter secretKey) {
    return ((Ed25519PrivateKeyParameters) secretKey).generatePublicKey();
  }

  @Override
  public byte[] sign(AsymmetricKeyParameter secretKey, byte[] input) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, secretKey);
    signer.update(input, 0, input.length);
    return signer.generateSignature();
  }

  @Override
  public PrivateKeyInfo toPkcs8(byte[] secret) throws IOException {
    return new PrivateKeyInfo(identifier(), new DEROctetString(secret));
  }

  @Override
  public byte[] fromPkcs8(PrivateKeyInfo info) throws IOException {
    // CurvePrivateKey ::= OCTET STRING, inside of the OCTET STRING of PKCS#8 (RFC 8410 §7)
    return ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
  }
}
