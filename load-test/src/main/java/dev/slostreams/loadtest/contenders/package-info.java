/** Those who count: each a main method that serves a {@link dev.slostreams.loadtest.Contender}. */
package dev.slostreams.loadtest.contenders;
