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
 * A broker that takes TLS with SASL only (PLAIN, and OAUTHBEARER with unsigned tokens), and lets
 * nobody do anything that no access rule allows.
 */
public final class SecuredBroker implements AutoCloseable {

  /** Who may do everything. */
  private static final String ADMIN = "broker";

  private static final Pattern OPTION = Pattern.compile("--(\\S+) \"?([^\\s\"]+)\"?");

  private final EmbeddedBroker broker;
  private final Path folder;
  private final String storePassword;

  private SecuredBroker(EmbeddedBroker broker, Path folder, String storePassword) {
    this.broker = broker;
    this.folder = folder;
    this.storePassword = storePassword;
  }

  /**
   * Starts it.
   *
   * @param folder where its keys go
   * @param password of the user slo-streams
   * @param storePassword of the trust store
   */
  public static SecuredBroker start(Path folder, String password, String storePassword) {
    makeKeys(folder, storePassword);
    String plain =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
            + " password=\"of-the-broker\" user_%s=\"of-the-broker\" user_slo-streams=\"%s\";";
    String unsigned =
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + " unsecuredLoginStringClaim_sub=\"%s\";";
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN,OAUTHBEARER");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.clients.plain.sasl.jaas.config", plain.formatted(ADMIN, ADMIN, password));
    settings.put("listener.name.clients.oauthbearer.sasl.jaas.config", unsigned.formatted(ADMIN));
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", folder.resolve("keystore.p12").toString());
    settings.put("ssl.keystore.password", storePassword);
    settings.put("ssl.key.password", storePassword);
    settings.put("ssl.truststore.type", "PKCS12");
    settings.put("ssl.truststore.location", folder.resolve("truststore.p12").toString());
    settings.put("ssl.truststore.password", storePassword);
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    return new SecuredBroker(
        EmbeddedBroker.start(Options.TEMPORARY.withServerSettings(settings)),
        folder,
        storePassword);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Client settings of somebody who may do everything. */
  public Map<String, Object> admin() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers(),
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"of-the-broker\";"
            .formatted(ADMIN),
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.location",
        folder.resolve("truststore.p12").toString(),
        "ssl.truststore.password",
        storePassword);
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
        new AccessControlEntry("User:slo-streams", "*", operation, AclPermissionType.ALLOW));
  }

  private static void makeKeys(Path folder, String password) {
    Path keys = folder.resolve("keystore.p12");
    try {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "broker",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=broker",
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
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("broker", store.getCertificate("broker"));
      try (OutputStream out = Files.newOutputStream(folder.resolve("truststore.p12"))) {
        trust.store(out, password.toCharArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
