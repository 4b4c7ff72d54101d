#!/usr/bin/env bash
# What the principal of slo-streams needs, with the names as they are by default. Usage:
#   BROKERS=broker-1:9093 PRINCIPAL=User:slo-streams config/kafka/acls.sh --command-config admin.properties
set -euo pipefail
allow() { kafka-acls.sh --bootstrap-server "$BROKERS" "${admin[@]}" --add --allow-principal "$PRINCIPAL" "$@"; }
admin=("$@")

# events; Write for the beats of the watchdog only
allow --operation Read --operation Write --operation Describe --operation DescribeConfigs --topic request-events
# results and controls
for topic in slo-alerts slo-alert-states slo-budgets slo-dead-letters slo-watchdog slo-controls; do
  allow --operation Read --operation Write --operation Describe --operation DescribeConfigs --topic "$topic"
done
# internal topics, which Kafka Streams makes and cleans up
allow --operation All --topic slo-streams- --resource-pattern-type prefixed
# sharing the work; what a webhook was told
allow --operation Read --operation Describe --group slo-streams
allow --operation Read --operation Describe --group slo-streams-delivery- --resource-pattern-type prefixed
# exactly once
allow --operation Write --operation Describe --transactional-id slo-streams- --resource-pattern-type prefixed
