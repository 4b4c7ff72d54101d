/**
 * What is allowed in definitions but hardly meant: findings with a stable code (docs/lint.md).
 *
 * <p>Entry: {@link dev.slostreams.lint.Linter}. One class for each rule. Uses {@code openslo},
 * {@code wire} and the core.
 */
package dev.slostreams.lint;
