# slo-streams as an image: built with Maven, run by a JRE, as nobody in particular, on a read-only root.
#
#   docker build -t slo-streams .
#   docker run --rm slo-streams --help
#
# What it writes: /var/lib/slo-streams (state.dir) and /tmp, whence native libraries are loaded (not noexec).
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
# what does not change with the sources: a layer of its own (it leaves a little out, so what follows is not offline)
RUN mvn -q -B -ntp dependency:go-offline
COPY src src
COPY config config
RUN mvn -q -B -ntp -Dmaven.test.skip=true package

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 slo-streams \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin slo-streams \
 && install -d -o 10001 -g 10001 /var/lib/slo-streams /run/slo-streams
WORKDIR /opt/slo-streams
# libraries change less often than the program: two layers
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/slo-streams.jar .
COPY config config
USER 10001:10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/opt/slo-streams/slo-streams.jar"]
CMD ["--help"]
