package org.groundtrack.cli;

/**
 * An option that is set elsewhere than on the command line.
 *
 * @param option such as {@code --cache}
 * @param value as it would follow the option
 * @param from who says so: an environment variable, or a file and its line
 */
record Setting(String option, String value, String from) {}
