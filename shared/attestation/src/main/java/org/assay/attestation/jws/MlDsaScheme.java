package org.assay.attestation.jws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * ML-DSA (FIPS 204), pure and with an empty context (RFC 9964 §5). A private key is its 32-byte
 * seed everywhere: RFC 9964 §4 knows no other form, and the expanded key cannot be turned back.
 */
final class MlDsaScheme implements SignatureScheme {
  private static final int SEED_LENGTH = 32;

  private final String joseName;
  private final MLDSAParameters parameters;
  private final ASN1ObjectIdentifier oid;
  private final int publicKeyLength;

  MlDsaScheme(
      String joseName, MLDSAParameters parameters, ASN1ObjectIdentifier oid, int publicKeyLength) {
    this.joseName = joseName;
    this.parameters = parameters;
    this.oid = oid;
    this.publicKeyLength = publicKeyLength;
  }

  @Override
  public AlgorithmIdentifier identifier() {
    return new AlgorithmIdentifier(oid);
  }

  @Override
  public String secretMember() {
    return "priv";
  }

  @Override
  public boolean isJwkOfThis(JsonNode jwk) {
    return jwk.path("kty").asText().equals("AKP") && jwk.path("alg").asText().equals(joseName);
  }

  @Override
  public ObjectNode toJwk(byte[] publicKey) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("alg", joseName)
        .put("kty", "AKP")
        .put("pub", Base64Url.encode(publicKey));
  }

  @Override
  public byte[] publicKeyFromJwk(JsonNode jwk) {
    return JwkMember.bytes(jwk, "pub", publicKeyLength);
  }

  @Override
  public AsymmetricKeyParameter publicKey(byte[] encoded) {
    // Every string of this length is a public key (FIPS 204 §7.2, pkDecode).
    if (encoded.length != publicKeyLength) {
      throw new IllegalArgumentException(
          "a public key of " + joseName + " has " + publicKeyLength + " bytes");
    }
    return new MLDSAPublicKeyParameters(parameters, encoded);
  }

  @Override
  public byte[] encode(AsymmetricKeyParameter publicKey) {
    return ((MLDSAPublicKeyParameters) publicKey).getEncoded();
  }

  @Override
  public boolean isInRange(byte[] signature) {
    // What can be out of range, z and the hints, is for FIPS 204 §7.2 (sigDecode) to refuse, and
    // the same bytes are hashed either way.
    return true;
  }

  @Override
  public boolean verify(AsymmetricKeyParameter publicKey, byte[] input, byte[] signature) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(false, publicKey);
    signer.update(input, 0, input.length);
    return signer.verifySignature(signature);
  }

  @Override
  public byte[] generate(SecureRandom random) {
    byte[] seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    return seed;
  }

  @Override
  public AsymmetricKeyParameter secretKey(byte[] encoded) {
    if (encoded.length != SEED_LENGTH) {
      throw new IllegalArgumentException("a private key of " + joseName + " is a seed of 32 bytes");
    }
    return new MLDSAPrivateKeyParameters(parameters, encoded);
  }

  @Override
  public AsymmetricKeyParameter publicKeyOf(AsymmetricKeyParameter secretKey) {
    return ((MLDSAPrivateKeyParameters) secretKey).getPublicKeyParameters();
  }

  @Override
  public byte[] sign(AsymmetricKeyParameter secretKey, byte[] input) {
    MLDSASigner signer = new MLDSASigner();
    // Without ParametersWithRandom the signer takes the deterministic variant (FIPS 204 §3.4).
    signer.init(true, secretKey);
    signer.update(input, 0, input.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("ML-DSA signing failed", e);
    }
  }

  @Override
  public PrivateKeyInfo toPkcs8(byte[] secret) throws IOException {
    // seed [0] IMPLICIT OCTET STRING, the form that RFC 9881 §6 recommends
    return new PrivateKeyInfo(
        identifier(), new DERTaggedObject(false, 0, new DEROctetString(secret)));
  }

  @Override
  public byte[] fromPkcs8(PrivateKeyInfo info) throws IOException {
    // Reads each of the three forms of RFC 9881 §6, and compares seed and key where both are there.
    MLDSAPrivateKeyParameters key = (MLDSAPrivateKeyParameters) PrivateKeyFactory.createKey(info);
    byte[] seed = key.getSeed();
    if (seed == null) {
      throw new IllegalArgumentException("the private key has no seed");
    }
    return seed;
  }
}
