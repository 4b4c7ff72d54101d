package dev.slostreams.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets that open the routes of a scope. Immutable; holds digests only, and compares them in
 * constant time.
 */
public final class Tokens {

  /** No secret is configured: whoever reaches the server may read, nobody may change anything. */
  public static final Tokens NONE = new Tokens(Map.of());

  private static final String BEARER = "Bearer ";

  private final Map<Scope, byte[]> digests;

  private Tokens(Map<Scope, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * These secrets.
   *
   * @param secrets of the scopes READ, ADMIN and PEER; those that are not configured are left out
   */
  public static Tokens of(Map<Scope, String> secrets) {
    Map<Scope, byte[]> digests = new EnumMap<>(Scope.class);
    secrets.forEach((scope, secret) -> digests.put(scope, digest(secret)));
    return new Tokens(digests);
  }

  /** Whether the scope has a secret. */
  public boolean has(Scope scope) {
    return digests.containsKey(scope);
  }

  /**
   * The scope whose secret an Authorization header carries; empty for none that is known.
   *
   * @param authorization null without the header
   */
  Optional<Scope> holder(String authorization) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return Optional.empty();
    }
    byte[] given = digest(authorization.substring(BEARER.length()).strip());
    Scope found = null;
    for (Map.Entry<Scope, byte[]> known : digests.entrySet()) {
      if (MessageDigest.isEqual(known.getValue(), given)) {
        found = known.getKey();
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Says which scopes have a secret, and no secret. */
  @Override
  public String toString() {
    return "tokens of " + digests.keySet();
  }
}
