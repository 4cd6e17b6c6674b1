/** Parquet and GeoParquet without Hadoop, column by column. */
package org.groundtrack.parquet;
