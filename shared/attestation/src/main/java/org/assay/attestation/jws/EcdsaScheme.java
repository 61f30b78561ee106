package org.assay.attestation.jws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * ECDSA over one named curve with one hash, the signature being R ‖ S, each as long as the field
 * (RFC 7518 §3.4). Nonces are those of RFC 6979: a weak random source at signing time would give
 * the private key away.
 */
final class EcdsaScheme implements SignatureScheme {
  private final String curve;
  private final ASN1ObjectIdentifier oid;
  private final int fieldBytes;
  private final Supplier<Digest> digest;
  private final ECNamedDomainParameters domain;

  EcdsaScheme(String curve, ASN1ObjectIdentifier oid, int fieldBytes, Supplier<Digest> digest) {
    this.curve = curve;
    this.oid = oid;
    this.fieldBytes = fieldBytes;
    this.digest = digest;
    this.domain = new ECNamedDomainParameters(oid, CustomNamedCurves.getByOID(oid));
  }

  @Override
  public AlgorithmIdentifier identifier() {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, oid);
  }

  @Override
  public String secretMember() {
    return "d";
  }

  @Override
  public boolean isJwkOfThis(JsonNode jwk) {
    return jwk.path("kty").asText().equals("EC") && jwk.path("crv").asText().equals(curve);
  }

  @Override
  public ObjectNode toJwk(byte[] publicKey) {
    byte[] x = Arrays.copyOfRange(publicKey, 1, 1 + fieldBytes);
    byte[] y = Arrays.copyOfRange(publicKey, 1 + fieldBytes, 1 + 2 * fieldBytes);
    return JsonNodeFactory.instance
        .objectNode()
        .put("crv", curve)
        .put("kty", "EC")
        .put("x", Base64Url.encode(x))
        .put("y", Base64Url.encode(y));
  }

  @Override
  public byte[] publicKeyFromJwk(JsonNode jwk) {
    byte[] encoded = new byte[1 + 2 * fieldBytes];
    encoded[0] = 0x04;
    System.arraycopy(JwkMember.bytes(jwk, "x", fieldBytes), 0, encoded, 1, fieldBytes);
    System.arraycopy(JwkMember.bytes(jwk, "y", fieldBytes), 0, encoded, 1 + fieldBytes, fieldBytes);
    return encoded;
  }

  @Override
  public AsymmetricKeyParameter publicKey(byte[] encoded) {
    // Only the uncompressed and the compressed form (SEC 1 §2.3.3); not infinity, not the hybrid.
    boolean uncompressed = encoded.length == 1 + 2 * fieldBytes && encoded[0] == 0x04;
    boolean compressed =
        encoded.length == 1 + fieldBytes && (encoded[0] == 0x02 || encoded[0] == 0x03);
    if (!uncompressed && !compressed) {
      throw new IllegalArgumentException("not the encoding of a point of " + curve);
    }
    ECPoint point;
    try {
      point = domain.getCurve().decodePoint(encoded);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a point of " + curve, e);
    }
    return new ECPublicKeyParameters(point, domain);
  }

  @Override
  public byte[] encode(AsymmetricKeyParameter publicKey) {
    return ((ECPublicKeyParameters) publicKey).getQ().getEncoded(false);
  }

  /** The compressed form of a public key (SEC 1 §2.3.3), as did:key has it. */
  byte[] compress(byte[] publicKey) {
    return domain.getCurve().decodePoint(publicKey).getEncoded(true);
  }

  @Override
  public boolean isInRange(byte[] signature) {
    return isInRange(new BigInteger(1, signature, 0, fieldBytes))
        && isInRange(new BigInteger(1, signature, fieldBytes, fieldBytes));
  }

  private boolean isInRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(domain.getN()) < 0;
  }

  @Override
  public boolean verify(AsymmetricKeyParameter publicKey, byte[] input, byte[] signature) {
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, publicKey);
    BigInteger r = new BigInteger(1, signature, 0, fieldBytes);
    BigInteger s = new BigInteger(1, signature, fieldBytes, fieldBytes);
    return signer.verifySignature(hash(input), r, s);
  }

  @Override
  public byte[] generate(SecureRandom random) {
    BigInteger scalar =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, domain.getN().subtract(BigInteger.ONE), random);
    return BigIntegers.asUnsignedByteArray(fieldBytes, scalar);
  }

  @Override
  public AsymmetricKeyParameter secretKey(byte[] encoded) {
    if (encoded.length != fieldBytes) {
      throw new IllegalArgumentException(
          "a private key of " + curve + " has " + fieldBytes + " bytes");
    }
    // The constructor checks that the scalar is in 1..n-1.
    return new ECPrivateKeyParameters(new BigInteger(1, encoded), domain);
  }

  @Override
  public AsymmetricKeyParameter publicKeyOf(AsymmetricKeyParameter secretKey) {
    BigInteger scalar = ((ECPrivateKeyParameters) secretKey).getD();
    ECPoint point = new FixedPointCombMultiplier().multiply(domain.getG(), scalar);
    return new ECPublicKeyParameters(point, domain);
  }

  @Override
  public byte[] sign(AsymmetricKeyParameter secretKey, byte[] input) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest.get()));
    signer.init(true, secretKey);
    BigInteger[] rs = signer.generateSignature(hash(input));
    byte[] signature = new byte[2 * fieldBytes];
    BigIntegers.asUnsignedByteArray(rs[0], signature, 0, fieldBytes);
    BigIntegers.asUnsignedByteArray(rs[1], signature, fieldBytes, fieldBytes);
    return signature;
  }

  @Override
  public PrivateKeyInfo toPkcs8(byte[] secret) throws IOException {
    byte[] publicKey = encode(publicKeyOf(secretKey(secret)));
    return new PrivateKeyInfo(
        identifier(),
        new ECPrivateKey(
            fieldBytes * 8, new BigInteger(1, secret), new DERBitString(publicKey), null));
  }

  @Override
  public byte[] fromPkcs8(PrivateKeyInfo info) throws IOException {
    BigInteger scalar = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
    return BigIntegers.asUnsignedByteArray(fieldBytes, scalar);
  }

  private byte[] hash(byte[] input) {
    Digest hash = digest.get();
    hash.update(input, 0, input.length);
    byte[] result = new byte[hash.getDigestSize()];
    hash.doFinal(result, 0);
    return result;
  }
}
