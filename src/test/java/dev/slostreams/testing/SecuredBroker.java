package dev.slostreams.testing;

import dev.slostreams.broker.EmbeddedBroker;
import dev.slostreams.broker.EmbeddedBroker.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that takes TLS only, with SASL (PLAIN, and OAUTHBEARER with unsigned tokens) or with
 * certificates on both sides, and lets nobody do anything that no access rule allows.
 */
public final class SecuredBroker implements AutoCloseable {

  /** Who may do everything. */
  private static final String ADMIN = "broker";

  private static final String USER = "slo-streams";
  private static final String TRUST = "truststore.p12";
  private static final String KEYS_OF_USER = "keystore.p12";
  private static final String OWN_KEYS = "keystore-of-the-broker.p12";

  private static final Pattern OPTION = Pattern.compile("--(\\S+) \"?([^\\s\"]+)\"?");

  private final EmbeddedBroker broker;
  private final Map<String, Object> admin;

  private SecuredBroker(Map<String, String> settings, Map<String, Object> admin) {
    this.broker = EmbeddedBroker.start(Options.TEMPORARY.withServerSettings(settings));
    this.admin = new HashMap<>(admin);
    this.admin.put("bootstrap.servers", bootstrapServers());
  }

  /**
   * Starts one that takes TLS with SASL.
   *
   * @param folder where its keys go, and the trust store of clients
   * @param password of the user slo-streams
   * @param storePassword of the trust store
   */
  public static SecuredBroker withPasswords(Path folder, String password, String storePassword) {
    makeKeys(folder, storePassword);
    String plain =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
            + " password=\"of-the-broker\"";
    String users = " user_%s=\"of-the-broker\" user_slo-streams=\"%s\";";
    String unsigned =
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + " unsecuredLoginStringClaim_sub=\"%s\";";
    Map<String, String> settings = new HashMap<>(settings("SASL_SSL", folder, storePassword));
    settings.put("sasl.enabled.mechanisms", "PLAIN,OAUTHBEARER");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.clients.plain.sasl.jaas.config",
        (plain + users).formatted(ADMIN, ADMIN, password));
    settings.put("listener.name.clients.oauthbearer.sasl.jaas.config", unsigned.formatted(ADMIN));
    Map<String, Object> admin =
        new HashMap<>(store("truststore", folder.resolve(TRUST), storePassword));
    admin.put("security.protocol", "SASL_SSL");
    admin.put("sasl.mechanism", "PLAIN");
    admin.put("sasl.jaas.config", plain.formatted(ADMIN) + ";");
    return new SecuredBroker(settings, admin);
  }

  /**
   * Starts one that takes TLS with a certificate of the client, whose name is the user.
   *
   * @param folder where its keys go, and for clients a trust store and the keys of slo-streams
   * @param storePassword of all of them
   */
  public static SecuredBroker withCertificates(Path folder, String storePassword) {
    makeKeys(folder, storePassword);
    Map<String, String> settings = new HashMap<>(settings("SSL", folder, storePassword));
    settings.put("ssl.client.auth", "required");
    settings.put("ssl.principal.mapping.rules", "RULE:^CN=(.*)$/$1/");
    Map<String, Object> admin =
        new HashMap<>(store("truststore", folder.resolve(TRUST), storePassword));
    admin.putAll(store("keystore", folder.resolve(OWN_KEYS), storePassword));
    admin.put("security.protocol", "SSL");
    return new SecuredBroker(settings, admin);
  }

  private static Map<String, String> settings(String protocol, Path folder, String storePassword) {
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.security.protocol.map", "CLIENTS:" + protocol + ",CONTROLLER:PLAINTEXT");
    settings.putAll(store("keystore", folder.resolve(OWN_KEYS), storePassword));
    settings.putAll(store("truststore", folder.resolve(TRUST), storePassword));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    return settings;
  }

  private static Map<String, String> store(String kind, Path file, String password) {
    return Map.of(
        "ssl." + kind + ".type",
        "PKCS12",
        "ssl." + kind + ".location",
        file.toString(),
        "ssl." + kind + ".password",
        password);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Client settings of somebody who may do everything. */
  public Map<String, Object> admin() {
    return Map.copyOf(admin);
  }

  /** Allows slo-streams what these lines of {@code allow …} say, and Create on the cluster. */
  public void allow(List<String> lines) {
    List<AclBinding> rules = new ArrayList<>();
    rules.add(
        rule(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, AclOperation.CREATE));
    for (String line : lines) {
      List<AclOperation> operations = new ArrayList<>();
      Map<String, String> options = new HashMap<>();
      Matcher option = OPTION.matcher(line);
      while (option.find()) {
        if (option.group(1).equals("operation")) {
          operations.add(operation(option.group(2)));
        } else {
          options.put(option.group(1), option.group(2));
        }
      }
      PatternType pattern =
          options.containsKey("resource-pattern-type") ? PatternType.PREFIXED : PatternType.LITERAL;
      for (AclOperation operation : operations) {
        options.forEach(
            (name, value) -> {
              ResourceType type =
                  ResourceType.fromString(
                      name.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
              if (!type.isUnknown()) {
                rules.add(rule(type, value, pattern, operation));
              }
            });
      }
    }
    try (Admin admin = Admin.create(admin())) {
      admin.createAcls(rules).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AclOperation operation(String name) {
    return name.equals("DescribeConfigs")
        ? AclOperation.DESCRIBE_CONFIGS
        : AclOperation.fromString(name);
  }

  private static AclBinding rule(
      ResourceType type, String name, PatternType pattern, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry("User:" + USER, "*", operation, AclPermissionType.ALLOW));
  }

  /** Keys of the broker and of slo-streams, and a store in which both are trusted. */
  private static void makeKeys(Path folder, String password) {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry(ADMIN, makeKey(ADMIN, folder.resolve(OWN_KEYS), password));
      trust.setCertificateEntry(USER, makeKey(USER, folder.resolve(KEYS_OF_USER), password));
      try (OutputStream out = Files.newOutputStream(folder.resolve(TRUST))) {
        trust.store(out, password.toCharArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Certificate makeKey(String name, Path keys, String password)
      throws IOException, GeneralSecurityException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                password)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, password.toCharArray());
    }
    return store.getCertificate(name);
  }

  @Override
  public void close() {
    broker.close();
  }
}
