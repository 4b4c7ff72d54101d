/** Harnesses of the tests: brokers, SLOs, event scripts. */
package dev.slostreams.testing;
