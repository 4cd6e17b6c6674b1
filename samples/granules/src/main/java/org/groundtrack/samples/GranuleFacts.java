package org.groundtrack.samples;

import java.util.List;

/**
 * What a granule of ICESat-2 says of itself outside its beams.
 *
 * @param product short name
 * @param level processing level, such as {@code 3A}
 * @param subject what it holds, such as {@code Land ice heights}
 * @param content of what the values are, such as {@code heights of an ice sheet that is made up}
 * @param fileName its name, with ending
 * @param seed seed of everything random in it
 * @param track the revolution that it is a part of
 * @param orientation which way the spacecraft flies at first
 * @param turns when it flies another way
 * @param release of the product
 * @param revision of the granule
 */
record GranuleFacts(
    String product,
    String level,
    String subject,
    String content,
    String fileName,
    long seed,
    GroundTrack track,
    Orientation orientation,
    List<Turn> turns,
    int release,
    int revision) {}
