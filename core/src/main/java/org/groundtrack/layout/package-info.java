/** What is known of each product: data, read from one layout file a product. */
package org.groundtrack.layout;
