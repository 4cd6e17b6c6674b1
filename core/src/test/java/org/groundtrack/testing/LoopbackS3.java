package org.groundtrack.testing;

import java.io.ByteArrayInputStream;
import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A server of S3 in this process, on a free port of 127.0.0.1, with its objects in memory. It
 * checks signatures of version 4, ranges and conditions as AWS does.
 */
public final class LoopbackS3 implements AutoCloseable {
  private static final String ACCESS_KEY = "LOOPBACKACCESSKEY";
  private static final String SECRET_KEY = "loopback+secret/key";

  private final BlobStore store = new TransientNio2BlobStore();
  private final S3Proxy server;

  private LoopbackS3() {
    server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            // Session tokens are a header that it does not know.
            .ignoreUnknownHeaders(true)
            .build();
  }

  /** Starts a server without buckets. */
  public static LoopbackS3 start() throws Exception {
    LoopbackS3 s3 = new LoopbackS3();
    s3.server.start();
    return s3;
  }

  /** Stores an object, in a bucket that is made if there is none. */
  public void put(String bucket, String key, byte[] bytes) {
    if (!store.containerExists(bucket)) {
      store.createContainer(bucket);
    }
    store.putBlob(
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentLength((long) bytes.length)
            .build(),
        new ByteArrayInputStream(bytes));
  }

  /** The URL that stands for AWS's; buckets are in the path. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** The id of the one key that the server knows. */
  public String accessKey() {
    return ACCESS_KEY;
  }

  /** Its secret. */
  public String secretKey() {
    return SECRET_KEY;
  }

  @Override
  public void close() throws Exception {
    server.stop();
    store.close();
  }
}
